//! At the customer's site, without a network: the lead works, the second helps, the customer signs.

use std::path::{Path, PathBuf};

use jobsheet_client::ClientError;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::{Address, Value as Fact};
use jobsheet_client::domain::words::message;
use jobsheet_client::domain::work_order::{
    Diagnosis, Outcome, Preparation, Rating, SafetyCheck, Signatory, SignoffKind, WorkOrderCommand as Ask,
};
use jobsheet_client::{ShownReport, Signing};
use jobsheet_screens::screens;

use crate::device::hand;
use crate::failure::{Failure, Told, must};
use crate::narrate::Narrator;
use crate::story::Stage;

/// Step 3 begins: there is no signal.
pub async fn go_offline(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("The network goes away");
    stage.network.cut();
    for device in [&stage.lead, &stage.second] {
        match device.sync_without_network().await {
            Err(ClientError::Offline(_)) => {
                narrator.say(format!("{}: offline; everything goes on", device.name))
            }
            other => return Err(Failure(format!("a sync without network gave {other:?}"))),
        }
    }
    Ok(())
}

/// The lead works.
pub fn work(stage: &Stage, narrator: &mut Narrator) -> Told<ShownReport> {
    narrator.step("The lead works, offline");
    let (lead, order) = (&stage.lead, stage.order);
    let preparation =
        Preparation { order_read: true, customer_called: true, parts_taken: true, route_known: true };
    for device in [&stage.lead, &stage.second] {
        device.tap(order, Ask::Accept)?;
    }
    lead.tap(order, Ask::SetOut { preparation })?;
    lead.tap(order, Ask::Arrive)?;
    early_signature(stage, narrator)?;
    let check = SafetyCheck {
        rules_read: true,
        hazards: vec!["electricity".to_owned()],
        measures: vec!["locked out, tagged".to_owned()],
        passed: true,
    };
    lead.tap(order, Ask::CheckSafety { check })?;
    lead.tap(order, Ask::StartWork)?;
    lead.tap(order, Ask::Diagnose(diagnosis()))?;
    photographs(stage, narrator)?;
    lead.use_part(order, "FLT-220", "Air filter 空气滤芯", None)?;
    lead.use_part(order, "PMP-014", "Coolant pump 冷却泵", Some("CP-88121"))?;
    lead.write(order, "1/work_done", |_| {
        "Pump and filter replaced, circuit bled, run for 30 minutes. 更换冷却泵与滤芯。".to_owned()
    })?;
    lead.write(order, "notes", |before| format!("{before}Gate code 4471. 门禁 4471。\n"))?;
    let address =
        Address { text: "苏州工业园区星湖街 328 号 5 栋 (rear gate)".to_owned(), position: None };
    lead.tap(order, Ask::SetFact { name: "address".to_owned(), value: Fact::Address(address) })?;
    for item in screens(&lead.client).checklist(order)? {
        lead.answer(order, &item.key)?;
    }
    lead.tap(order, Ask::Finish { outcome: Outcome::Solved, language: Language::Simplified })?;
    narrator.say("arrived, safe, diagnosed, two parts, four photos, address corrected, finished");
    begin_other(stage)?;
    Ok(lead.client.show_report(order, Some(Language::Simplified))?)
}

/// There is no way to a signature before the work is finished (R16).
fn early_signature(stage: &Stage, narrator: &Narrator) -> Told {
    match stage.lead.client.show_report(stage.order, None) {
        Err(ClientError::Refused(refusal)) => {
            must(refusal.code == "signoff.before_finished", "the refusal says that work is not finished")?;
            for language in Language::ALL {
                narrator.say(format!("refused [{}]: {}", refusal.code, message(&refusal, language)));
            }
            Ok(())
        }
        Err(other) => Err(other.into()),
        Ok(_) => Err(Failure("a report could be signed before the work was finished".to_owned())),
    }
}

fn diagnosis() -> Diagnosis {
    Diagnosis {
        symptoms: Some("Over-temperature alarm after ten minutes. 十分钟后高温报警。".to_owned()),
        opened_by_others: Some(false),
        tests: Some("Flow 2.1 l/min instead of 8".to_owned()),
        cause: Some("Impeller of the coolant pump worn".to_owned()),
        cause_class: Some("wear".to_owned()),
        remedy: Some("replace".to_owned()),
    }
}

fn photographs(stage: &Stage, narrator: &Narrator) -> Told {
    let files = fixtures()?;
    let stages = [
        ("before", "As found"),
        ("fault", "Worn impeller"),
        ("nameplate", "Nameplate"),
        ("after", "New pump"),
    ];
    for (file, (shown_at, caption)) in files.iter().zip(stages) {
        let (bytes, width, height) = stage.lead.photograph(stage.order, file, shown_at, caption)?;
        narrator.say(format!("photo {shown_at}: {width}×{height}, {bytes} bytes"));
    }
    Ok(())
}

/// Five real photographs lie with the tests.
fn fixtures() -> Told<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/photos");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "jpg"));
    files.sort();
    must(files.len() == 5, "there are five photographs")?;
    Ok(files)
}

/// The lead begins the other job too, which the office is about to call off.
fn begin_other(stage: &Stage) -> Told {
    let preparation = Preparation { order_read: true, customer_called: true, ..Preparation::default() };
    stage.lead.tap(stage.other, Ask::Accept)?;
    stage.lead.tap(stage.other, Ask::SetOut { preparation })?;
    stage.lead.tap(stage.other, Ask::Arrive)
}

/// The second technician works on the same order, on the other tablet.
pub fn help(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("Meanwhile the second technician edits the same notes and adds a photo, offline too");
    let files = fixtures()?;
    stage.second.write(stage.order, "notes", |before| {
        format!("Fan belt is next, order one. 皮带也快坏了。\n{before}")
    })?;
    stage.second.photograph(stage.order, &files[4], "work", "Belt, worn")?;
    Ok(())
}

/// The customer reads, rates, remarks and signs.
pub fn sign(stage: &Stage, shown: &ShownReport, narrator: &mut Narrator) -> Told {
    narrator.step("The customer reads the report on the tablet, rates, remarks and signs");
    narrator.say(format!("report {} ({} bytes of HTML)", shown.report_digest, shown.html.len()));
    let signing = Signing {
        kind: SignoffKind::Signed,
        signatory: Some(Signatory { name: "王建国".to_owned(), capacity: "设备主管".to_owned() }),
        rating: Some(Rating { overall: 5, timeliness: 5, attitude: 5, quality: 4 }),
        remarks: "很快，谢谢。".to_owned(),
        witness: None,
        strokes: Some(hand()),
        stamp: None,
    };
    stage.lead.client.sign_off(shown, &signing)?;
    let signoff = screens(&stage.lead.client).order(stage.order)?.signoff;
    must(signoff.is_some_and(|signoff| signoff.void_by.is_empty()), "the sign-off stands on the tablet")
}
