//! An order's page.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_document::Document;
use jobsheet_domain::aggregates;
use jobsheet_domain::content::ItemRef;
use jobsheet_domain::edit::Deed;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::{ChangeHash, ItemId};
use jobsheet_domain::sla::ClockInputs;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::fields::{PART, VISIT};
use jobsheet_domain::work_order::{
    PhotoRecord, SafetyCheck, SignoffRecord, Standing, WorkOrder, WorkOrderEvent,
};
use jobsheet_evidence::hand_digest;

use super::authors::Authors;
use super::lent::Lent;
use super::lookup;
use super::people::People;
use super::photos;
use super::timeline::timeline;
use super::{name_of, text};
use crate::office::server::Server;
use crate::office::views::{
    AdditionView, AttendanceView, ContestView, OrderAsset, OrderCustomer, OrderView, PartView, PhotoView,
    RatingView, SafetyView, SameHandView, SignatoryView, SignoffView, StampView, TeamMember, VoidedBy,
    WarrantyView, WindowView,
};
use crate::office::{Error, Opened};

/// Everything a page is made from.
struct Page<'a> {
    server: &'a Server,
    opened: &'a Opened,
    document: &'a Document,
    order: WorkOrder<'a>,
    people: &'a People,
    authors: Authors<'a>,
    lent: Lent<'a>,
    standing: Option<&'a SignoffStanding>,
    clocks: ClockInputs,
}

/// The page of an order.
pub(super) fn page(server: &Server, opened: &Opened) -> Result<OrderView, Error> {
    let document = &opened.document;
    let people = People::read(server)?;
    let page = Page {
        server,
        opened,
        document,
        standing: opened.subject.standing.as_ref(),
        order: opened.order()?,
        clocks: aggregates::clocks(&opened.subject),
        people: &people,
        authors: Authors::read(server, document, &people)?,
        lent: Lent::now(server)?,
    };
    page.view()
}

impl Page<'_> {
    fn view(&self) -> Result<OrderView, Error> {
        let (order, content) = (&self.order, self.order.content);
        let state = &order.state;
        let asset = lookup::asset(self.server, order.asset())?;
        let fact = |name: &str| self.authors.stated(content.facts.get(name));
        let happened = timeline(self.opened, &self.authors, self.people);
        Ok(OrderView {
            id: content.id.0,
            number: order.number().to_owned(),
            heads: self.document.heads().iter().map(ToString::to_string).collect(),
            title: order.title().to_owned(),
            status: state.status.name().to_owned(),
            signoff_status: state.signoff.map_or_else(|| "none".to_owned(), |signoff| name_of(&signoff.kind)),
            visit: state.visit,
            priority: order.priority().to_owned(),
            customer: match order.customer() {
                Some(id) => Some(OrderCustomer { id: id.0, name: self.lent.customer_name(Some(id))? }),
                None => None,
            },
            warranty: self.warranty(asset.as_ref()),
            asset: asset.map(|asset| OrderAsset {
                id: asset.id.0,
                model: asset.product_model,
                serial: asset.serial,
            }),
            request: order.request().map(|id| id.0),
            address: fact("address"),
            contact: fact("contact"),
            phone: fact("phone"),
            window: state.window.map(|window| WindowView { from: window.from.0, to: window.to.0 }),
            hold: state.hold.as_ref().map(name_of),
            outcome: state.outcome.as_ref().map(name_of),
            team: self.team(),
            texts: content.texts.clone(),
            diagnosis: self.diagnosis(),
            answers: self.answers(),
            safety: self.safety(),
            parts: self.parts(),
            photos: self.photos()?,
            timeline: happened,
            conflicts: self.authors.conflicts(content),
            contest: self.contest(),
            signoff: self.signoff()?,
            clocks: self.lent.clocks(&self.clocks, &self.authors.arrivals.heard(content, &self.clocks))?,
            position: self.server.ledger.position(self.server.organisation.id)?,
        })
    }

    fn warranty(&self, asset: Option<&jobsheet_domain::asset::AssetView>) -> WarrantyView {
        let Some(asset) = asset else {
            return WarrantyView { verdict: "unknown".to_owned(), reasons: Vec::new() };
        };
        let decision = self.order.warranty(asset, &self.lent.records, self.server.now());
        WarrantyView {
            verdict: decision.verdict.code().to_owned(),
            reasons: decision.reasons.iter().map(ToString::to_string).collect(),
        }
    }

    fn team(&self) -> Vec<TeamMember> {
        let state = &self.order.state;
        let member = |user: &jobsheet_domain::id::UserId| {
            let times = state.attendance.get(&(state.visit, *user)).copied().unwrap_or_default();
            let ms = |time: Option<Timestamp>| time.map(|time| time.0);
            TeamMember {
                user: user.0,
                name: self.people.name(*user),
                lead: state.lead == Some(*user),
                attendance: AttendanceView {
                    accepted: ms(times.accepted),
                    declined: ms(times.declined),
                    set_out: ms(times.set_out),
                    arrived: ms(times.arrived),
                    left: ms(times.left),
                },
            }
        };
        state.technicians.iter().map(member).collect()
    }

    /// Facts under a visit's prefix.
    fn diagnosis(&self) -> BTreeMap<String, String> {
        let facts = self.order.content.facts.iter().filter(|(name, _)| name.contains('/'));
        facts.filter_map(|(name, register)| Some((name.clone(), text::of(register.value()?)))).collect()
    }

    fn answers(&self) -> BTreeMap<String, String> {
        let answers = self.order.content.answers.iter();
        answers.filter_map(|(name, register)| Some((name.clone(), text::of(register.value()?)))).collect()
    }

    fn safety(&self) -> Option<SafetyView> {
        let visit = self.order.state.visit;
        let kept = |judged: &&jobsheet_domain::work_order::JudgedEvent| {
            judged.visit == visit && matches!(judged.standing, Standing::Kept | Standing::Unfitting)
        };
        let mut checks = self.order.state.timeline.iter().filter(kept).filter_map(|judged| {
            match self.order.content.events.get(judged.key)?.body.read() {
                Some(WorkOrderEvent::SafetyChecked { check }) => Some(check.clone()),
                _ => None,
            }
        });
        checks.next_back().map(|SafetyCheck { rules_read, hazards, measures, passed }| SafetyView {
            rules_read,
            hazards,
            measures,
            passed,
        })
    }

    fn additions(&self) -> BTreeSet<ChangeHash> {
        let Some(standing) = self.standing else { return BTreeSet::new() };
        standing.additions.iter().chain(&standing.kept).copied().collect()
    }

    /// The change that noted a part: its visit is never edited.
    fn noted(&self, part: ItemId) -> Option<ChangeHash> {
        let fields = self.order.content.items.get(&ItemRef { collection: PART.to_owned(), id: part })?;
        let register = fields.get(VISIT).or_else(|| fields.values().next())?;
        register.entries.first().map(|entry| entry.change)
    }

    fn parts(&self) -> Vec<PartView> {
        let additions = self.additions();
        let view = |part: jobsheet_domain::work_order::Part| {
            let noted = self.noted(part.used.id);
            PartView {
                id: part.used.id.0,
                number: part.used.number,
                name: part.used.name,
                quantity_milli: part.used.quantity_milli,
                serial: part.used.serial,
                reason: part.used.reason,
                old_part: name_of(&part.used.old_part),
                author: noted.and_then(|change| self.authors.of(change)),
                addition: noted.is_some_and(|change| additions.contains(&change)),
            }
        };
        self.order.parts().into_iter().map(view).collect()
    }

    fn photos(&self) -> Result<Vec<PhotoView>, Error> {
        let records = self.order.photos().into_iter().map(|photo| photo.record);
        photos::views(self.server, self.order.content, &self.authors, records, &self.additions())
    }

    fn contest(&self) -> Option<ContestView> {
        self.order.state.contest.as_ref().map(ContestView::from)
    }

    fn signoff(&self) -> Result<Option<SignoffView>, Error> {
        let Some(signoff) = self.order.state.signoff else { return Ok(None) };
        let Some(record) = self.order.signoff_record(signoff.event) else { return Ok(None) };
        let standing = self.standing.cloned().unwrap_or_default();
        let receipt =
            self.server.ledger.receipt(self.server.organisation.id, self.document.id(), signoff.event)?;
        Ok(Some(SignoffView {
            kind: name_of(&signoff.kind),
            event: signoff.event.to_string(),
            valid: !standing.is_void(),
            void_by: standing.void_by.iter().map(|change| self.voided_by(*change)).collect(),
            additions: self.unseen(&standing.additions)?,
            kept: self.unseen(&standing.kept)?,
            sign_again: standing.sign_again,
            signatory: record.signatory.as_ref().map(|signatory| SignatoryView {
                name: signatory.name.clone(),
                capacity: signatory.capacity.clone(),
            }),
            rating: rating(record),
            remarks: record.remarks.clone(),
            at: signoff.at.0,
            hand: record.has_hand(),
            same_hand: self.same_hand(record)?,
            stamp: record.stamp.as_deref().map(|stamp| self.stamp(stamp)).transpose()?,
            report_digest: record.report_digest.to_string(),
            page: photos::is_here(self.server, record.shown_digest)?.then(|| record.shown_digest.to_string()),
            statement: record.statement.clone(),
            receipt,
        }))
    }

    /// Other orders with the very same hand.
    fn same_hand(&self, record: &SignoffRecord) -> Result<Vec<SameHandView>, Error> {
        let Some(hand) = hand_digest(record) else { return Ok(Vec::new()) };
        let organisation = self.server.organisation.id;
        let others = self.server.ledger.named_by(organisation, hand)?;
        let mut same = Vec::new();
        for id in others.into_iter().filter(|id| *id != self.document.id()) {
            let Some(opened) = Opened::newest(self.server, id)? else { continue };
            let Some(order) = opened.subject.work_order() else { continue };
            // Whoever names the digest as a photo has not signed with the hand.
            if order.signoffs().any(|(_, other)| hand_digest(other) == Some(hand)) {
                same.push(SameHandView { order: id.0, number: order.number().to_owned() });
            }
        }
        Ok(same)
    }

    fn stamp(&self, stamp: &PhotoRecord) -> Result<StampView, Error> {
        Ok(StampView {
            normal: stamp.normal.to_string(),
            on_server: photos::is_here(self.server, stamp.normal)?,
            thumbnail: stamp.thumbnail.map(|digest| digest.to_string()),
            thumbnail_on_server: stamp
                .thumbnail
                .map_or(Ok(false), |digest| photos::is_here(self.server, digest))?,
        })
    }

    fn voided_by(&self, change: ChangeHash) -> VoidedBy {
        VoidedBy {
            change: change.to_string(),
            author: self.authors.of(change),
            at: self.authors.received_at(change),
        }
    }

    fn unseen(&self, changes: &[ChangeHash]) -> Result<Vec<AdditionView>, Error> {
        let view = |change: &ChangeHash| {
            let deeds = self.document.deeds(*change)?;
            let what: BTreeSet<String> = deeds.iter().map(touched).collect();
            Ok(AdditionView {
                change: change.to_string(),
                author: self.authors.of(*change),
                at: self.authors.received_at(*change),
                what: what.into_iter().collect(),
            })
        };
        changes.iter().map(view).collect()
    }
}

fn rating(record: &SignoffRecord) -> Option<RatingView> {
    record.rating.map(|rating| RatingView {
        overall: rating.overall,
        timeliness: rating.timeliness,
        attitude: rating.attitude,
        quality: rating.quality,
    })
}

/// What a deed touched, shortly.
fn touched(deed: &Deed) -> String {
    match deed {
        Deed::Fact { name, .. } => format!("fact/{name}"),
        Deed::Item { collection, .. } => format!("item/{collection}"),
        Deed::Answer { item, .. } => format!("answer/{item}"),
        Deed::Text { field } => format!("text/{field}"),
        Deed::Event(event) => match event.body.read::<WorkOrderEvent>() {
            Some(body) => format!("event/{}", body.kind().name()),
            None => "event".to_owned(),
        },
    }
}
