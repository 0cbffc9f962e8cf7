//! Behind the link of whoever has a device: no account, no session, no cookie. Whoever has the
//! secret in the address is the holder; forms carry what is worked out from it.

use super::super::House;
use super::super::blocking::ask;
use super::super::form::{pairs, value};
use super::super::guard::Form;
use super::super::mount::{Taste, refused, shown};
use super::super::pages::PageAnswer;
use super::super::pages::holder::{
    self, Ending, HolderView, NotYet, Standing, Wait, holder_page, link_ended_page,
};
use super::super::problem::Problem;
use super::super::secret::{digest, hash, same};
use super::deed::{Undone, grant};
use super::one::Place;
use super::{One, facts};
use crate::app::mend::holder::HOLDER;
use crate::app::mend::wish::{NotGranted, Wish};
use crate::app::mend::{Mending, NotDone};
use crate::guide::consent::{NotAgreed, Typed, agreed, consequence};
use crate::guide::{Guide, StageName, Trouble};
use crate::i18n::Language;
use crate::store::{HolderLink, StoreError, Tenant};
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use press::pdf::PdfError;
use remedy::consent::{Consent, Owner};
use remedy::plan::PLAN_HOLDS;
use std::sync::Arc;

/// A holder at their page.
struct Holder {
    tenant: Tenant,
    /// The tenant's name.
    name: String,
    link: HolderLink,
    /// The path of the page.
    address: String,
    /// What forms carry.
    csrf: String,
    language: Language,
}

/// What a form comes to.
enum After {
    /// Back to the page; why the device may not be erased yet.
    Back(Option<NotYet>),
    /// What was typed is no consent.
    Again(NotAgreed),
}

/// The page.
pub(in crate::web) async fn page(
    State(house): State<Arc<House>>,
    Path(secret): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = pairs(&query.unwrap_or_default());
    let wanted = value(&query, "language").map(str::to_owned);
    let not_yet = value(&query, "notYet").and_then(NotYet::parse);
    let taste = Taste::of(&house, &headers);
    let asked = ask(&house, move |it| {
        let Some(holder) = Holder::of(it, &secret, wanted.as_deref())? else {
            return Ok(link_ended_page(taste.language, taste.theme));
        };
        told(holder.page(it, taste, None, not_yet), taste)
    });
    match asked.await {
        Ok(answer) => shown(answer),
        Err(problem) => refused(&house, &headers, &problem),
    }
}

/// The guide to be printed.
pub(in crate::web) async fn paper(
    State(house): State<Arc<House>>,
    Path(secret): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = pairs(&query.unwrap_or_default());
    let wanted = value(&query, "language").map(str::to_owned);
    let taste = Taste::of(&house, &headers);
    let asked = ask(&house, move |it| {
        let Some(holder) = Holder::of(it, &secret, wanted.as_deref())? else {
            return Ok(Ok(link_ended_page(taste.language, taste.theme)));
        };
        match holder.paper(it, taste) {
            Ok(paper) => Ok(paper),
            Err(why) => told(Err(why), taste).map(Ok),
        }
    });
    match asked.await {
        Ok(Ok(answer)) => shown(answer),
        Ok(Err(problem)) | Err(problem) => refused(&house, &headers, &problem),
    }
}

/// A form of the page.
pub(in crate::web) async fn form(
    State(house): State<Arc<House>>,
    Path((secret, what)): Path<(String, String)>,
    Extension(Form(fields)): Extension<Form>,
    headers: HeaderMap,
) -> Response {
    let taste = Taste::of(&house, &headers);
    let asked = ask(&house, move |it| {
        let field = |name: &str| value(&fields, name).unwrap_or_default();
        let Some(holder) = Holder::of(it, &secret, Some(field("language")))? else {
            return Ok(Ok(Err(link_ended_page(taste.language, taste.theme))));
        };
        if !same(field("csrf"), &holder.csrf) {
            return Ok(Err(Problem::foreign()));
        }
        match holder.does(it, &what, &field) {
            Ok(After::Back(not_yet)) => Ok(Ok(Ok(holder.place(not_yet)))),
            Ok(After::Again(wrong)) => {
                let page = holder.page(it, taste, Some(wrong), None);
                Ok(Ok(Err(told(page, taste)?)))
            }
            // What was refused is not where the page said: it says where it is now.
            Err(Undone::NotGranted(NotGranted::NotDone(NotDone::Refused(_)))) => {
                Ok(Ok(Ok(holder.place(None))))
            }
            Err(Undone::NotGranted(NotGranted::NotDone(NotDone::Store(error)))) => Err(error),
            Err(why) => Ok(Err(why.problem())),
        }
    });
    match asked.await {
        Ok(Ok(Ok(place))) => Redirect::to(&place).into_response(),
        Ok(Ok(Err(page))) => shown(page),
        Ok(Err(problem)) | Err(problem) => refused(&house, &headers, &problem),
    }
}

/// A page, or what the store says; a case that cannot be read is told like a link that ended.
fn told(page: Result<PageAnswer, NotDone>, taste: Taste) -> Result<PageAnswer, StoreError> {
    match page {
        Ok(page) => Ok(page),
        Err(NotDone::Store(error)) => Err(error),
        Err(_) => Ok(link_ended_page(taste.language, taste.theme)),
    }
}

impl Holder {
    /// Whose link it is, if it is still good.
    fn of(house: &House, secret: &str, wanted: Option<&str>) -> Result<Option<Self>, StoreError> {
        let Some((tenant, link)) = house.store.holder_link(&digest(secret))? else {
            return Ok(None);
        };
        if link.ended || house.now() >= link.expires {
            return Ok(None);
        }
        let known = house.store.tenants()?.into_iter();
        let Some((_, name)) = { known }.find(|(it, _)| *it == tenant) else {
            return Ok(None);
        };
        let spoken = [wanted.unwrap_or_default(), &link.language];
        let language = spoken.into_iter().find_map(|tag| match tag {
            "en" => Some(Language::En),
            "de" => Some(Language::De),
            _ => None,
        });
        Ok(Some(Self {
            tenant,
            name,
            link,
            address: format!("/h/{secret}"),
            // Worked out from the secret, so that nothing has to be kept, and not to be worked
            // back from.
            csrf: hash(&format!("form of {secret}")),
            language: language.unwrap_or(house.manner.language),
        }))
    }

    fn mending<'h>(&'h self, house: &'h House) -> Mending<'h> {
        house.mending(self.tenant, &self.name)
    }

    /// Where a form leads back to.
    fn place(&self, not_yet: Option<NotYet>) -> String {
        let (address, language) = (&self.address, self.language.tag());
        let more = not_yet.map_or_else(String::new, |it| format!("&notYet={}", it.name()));
        format!("{address}?language={language}{more}")
    }

    /// The case and the guide; none if there is no guide for such a device.
    fn case(&self, house: &House) -> Result<Option<(One, Guide)>, NotDone> {
        let at = (self.tenant, self.name.as_str());
        let one = One::of(house, at, self.mending(house).case(self.link.case)?)?;
        let read = one.story.facts.as_ref();
        let known = facts::of_device(house, at, &self.link.serial, read, self.language)?;
        Ok(known.map(|known| (one, Guide::new(known, self.language))))
    }

    /// The guide as PDF.
    fn paper(&self, house: &House, taste: Taste) -> Result<Result<PageAnswer, Problem>, NotDone> {
        let Some((_, guide)) = self.case(house)? else {
            return Ok(Ok(link_ended_page(self.language, taste.theme)));
        };
        let printed = press::pdf::render(&guide.document()).map_err(|why| match why {
            // The page does not offer it.
            PdfError::NotBuilt => Problem::not_found(),
            PdfError::Refused(why) => {
                tracing::error!(why, "a guide was not printed");
                Problem::broken()
            }
        });
        Ok(printed.map(|body| PageAnswer {
            status: 200,
            kind: "application/pdf",
            body,
            headers: vec![(
                "content-disposition",
                "inline; filename=\"guide.pdf\"".to_owned(),
            )],
        }))
    }

    fn page(
        &self,
        house: &House,
        taste: Taste,
        wrong: Option<NotAgreed>,
        not_yet: Option<NotYet>,
    ) -> Result<PageAnswer, NotDone> {
        let Some((one, guide)) = self.case(house)? else {
            return Ok(link_ended_page(self.language, taste.theme));
        };
        let lost = consequence(&guide.facts, self.language);
        let standing = match (one.place(&guide), &one.plan) {
            (Place::At(stage), _) => Standing::At(stage),
            (Place::Ready(begun), _) => Standing::Ready { begun },
            (Place::Consent, Some(plan)) => Standing::Consent(holder::Asked {
                plan: plan.hash(),
                consequence: &lost,
                at: house.now(),
                until: plan.draft().made.plus(PLAN_HOLDS),
            }),
            (Place::Approval, _) => Standing::Waits(Wait::Approval),
            (Place::Held, _) => Standing::Waits(Wait::Held),
            (Place::Look | Place::Consent, _) => Standing::Waits(Wait::Look),
            (Place::Declined, _) => Standing::Over(Ending::Declined),
            (Place::Managed, _) => Standing::Over(Ending::Managed),
            (Place::Ended, _) => Standing::Over(Ending::Ended),
        };
        let reported = one.story.reported.as_ref();
        let mut answer = holder_page(&HolderView {
            theme: taste.theme,
            guide: &guide,
            address: &self.address,
            csrf: &self.csrf,
            ends: self.link.expires,
            standing,
            confirmed: &one.story.stages,
            reported: reported.map(|it| (it.what, it.at)),
            wrong,
            not_yet,
            paper: press::pdf::is_built(),
        });
        if wrong.is_some() {
            answer.status = 409;
        }
        Ok(answer)
    }

    /// Does what a form asks for.
    fn does<'f>(
        &self,
        house: &House,
        what: &str,
        field: &dyn Fn(&str) -> &'f str,
    ) -> Result<After, Undone> {
        let mending = self.mending(house);
        let Some((mut one, guide)) = self.case(house)? else {
            return Err(Problem::not_found().into());
        };
        let place = one.place(&guide);
        match what {
            "confirm" => {
                let stage = StageName::parse(field("stage"));
                let stage =
                    stage.ok_or_else(|| Problem::invalid("stage is none of the guide's"))?;
                // Said twice, or by a page of before: it is where it is.
                let erased = place == Place::Ready(true) && stage == StageName::Erase;
                if place == Place::At(stage) || erased {
                    let ends = One::ends_its_step(&guide, stage);
                    mending.confirm(&mut one.open, stage, ends)?;
                }
            }
            "report" => {
                let what = Trouble::parse(field("what"));
                let what = what.ok_or_else(|| Problem::invalid("what is nothing to report"))?;
                mending.trouble(&mut one.open, what, field("text"))?;
            }
            "consent" => return self.consents(house, &mut one, &guide, field),
            "decline" => mending.decline(&mut one.open, HOLDER)?,
            "ready" if matches!(place, Place::Ready(_)) => {
                mending.data_is_safe(&mut one.open)?;
                return self.may_erase(house);
            }
            "ready" => (),
            _ => return Err(Problem::not_found().into()),
        }
        Ok(After::Back(None))
    }

    fn consents<'f>(
        &self,
        house: &House,
        one: &mut One,
        guide: &Guide,
        field: &dyn Fn(&str) -> &'f str,
    ) -> Result<After, Undone> {
        let Some(plan) = one.open.case.plan else {
            return Ok(After::Back(None));
        };
        let typed = Typed {
            name: field("name"),
            ending: field("ending"),
            plan: field("plan"),
        };
        let person = match agreed(&typed, &self.link.serial, plan) {
            Ok(person) => person,
            Err(wrong) => return Ok(After::Again(wrong)),
        };
        let mending = self.mending(house);
        let consent = Consent {
            serial: self.link.serial.clone(),
            plan,
            by: format!("{person} (by the holder's link)"),
            owner: Owner::Holder,
            consequence: consequence(&guide.facts, self.language),
            at: mending.now,
        };
        mending.agree(&mut one.open, consent)?;
        Ok(After::Back(None))
    }

    fn may_erase(&self, house: &House) -> Result<After, Undone> {
        let wish = Wish::Erase {
            serial: self.link.serial.clone(),
            by: HOLDER.to_owned(),
        };
        Ok(After::Back(match grant(house, &self.name, &wish, HOLDER) {
            Ok(_) => None,
            Err(Undone::NotGranted(NotGranted::Old)) => Some(NotYet::Reading),
            Err(Undone::NotGranted(NotGranted::NotDone(NotDone::Store(error)))) => {
                return Err(error.into());
            }
            // Refused, or nobody could look: somebody has to.
            Err(_) => Some(NotYet::Refused),
        }))
    }
}
