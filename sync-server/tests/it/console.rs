//! People at the console: login, roles, repeatable mutations, the register.

use jobsheet_document::Document;
use jobsheet_domain::aggregates::{Subject, decide};
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::work_order::{self, WorkOrderCommand};
use jobsheet_server::ledger::Accounts;
use jobsheet_sync::Verdict;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::support::{start, start_with};
use jobsheet_kit::desk::{Desk, PASSWORD, code, http, key};
use jobsheet_kit::tablet::Tablet;

#[tokio::test]
async fn only_who_is_logged_in_reads_anything() {
    let server = start().await;
    let stranger = Desk { http: http(), base: server.base.clone() };
    let answer = stranger.request(Method::GET, "/api/orders").send().await.unwrap();
    assert_eq!(code(answer).await, (401, "login.required".to_owned()));
    let desk = server.desk("dispatcher").await;
    assert_eq!(desk.get("/api/me").await["login"], "dispatcher");
    let out = desk.post("/api/logout", &json!({})).await;
    assert_eq!(out.status(), 204);
    let answer = desk.request(Method::GET, "/api/orders").send().await.unwrap();
    assert_eq!(answer.status(), 401);
}

#[tokio::test]
async fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = start().await;
    let asked = json!({ "name": "Dispatcher ", "password": PASSWORD });
    let answer = http().post(format!("{}/api/login", server.base)).json(&asked).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
}

#[tokio::test]
async fn a_name_is_locked_after_its_failures_whether_it_exists_or_not() {
    let server = start_with(|config| config.limits.login_failures = 2).await;
    for name in ["dispatcher", "nobody"] {
        let desk = Desk { http: http(), base: server.base.clone() };
        let wrong = json!({ "name": name, "password": "wrong" });
        for _ in 0..2 {
            assert_eq!(desk.refused("/api/login", &wrong).await, (401, "login.failed".to_owned()));
        }
        let right = json!({ "name": name, "password": PASSWORD });
        assert_eq!(desk.refused("/api/login", &right).await, (429, "login.too_many".to_owned()));
    }
}

#[tokio::test]
async fn a_role_that_does_not_work_at_the_console_is_turned_away() {
    let server = start().await;
    let technician = server.desk("lead").await;
    let answer = technician.request(Method::GET, "/api/orders").send().await.unwrap();
    assert_eq!(code(answer).await, (403, "access.role".to_owned()));
    let auditor = server.desk("auditor").await;
    let user = auditor.person("lead").await;
    let refused = auditor.refused("/api/enrolments", &json!({ "user": user })).await;
    assert_eq!(refused, (403, "access.role".to_owned()));
    let customer = auditor.get("/api/customers?limit=1").await["customers"][0]["id"].clone();
    let raised =
        json!({ "customer": customer, "address": "x", "fault": "x", "title": "x", "priority": "normal" });
    assert_eq!(auditor.refused("/api/orders", &raised).await.0, 409, "an auditor changes nothing");
}

#[tokio::test]
async fn a_refusal_is_read_in_the_readers_language() {
    let server = start().await;
    let ask = async |language: &str| {
        let request = http().get(format!("{}/api/me", server.base)).header("accept-language", language);
        let body: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
        body["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask("zh-TW,zh;q=0.9").await, "請先登入。");
    assert_eq!(ask("fr, zh-CN").await, "请先登录。");
    assert_eq!(ask("en-GB").await, "Log in first.");
}

#[tokio::test]
async fn a_mutation_asked_twice_happens_once() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let call = json!({ "channel": "phone", "caller": "Sun Wei", "fault": "It stops." });
    let key = key();
    let first: serde_json::Value = desk.post_as("/api/requests", &call, &key).await.json().await.unwrap();
    let second: serde_json::Value = desk.post_as("/api/requests", &call, &key).await.json().await.unwrap();
    assert_eq!(first, second);
    let listed = desk.get("/api/requests").await;
    assert_eq!(listed["requests"].as_array().unwrap().len(), 1);
    let other = json!({ "channel": "phone", "caller": "He Li", "fault": "Another." });
    let different = code(desk.post_as("/api/requests", &other, &key).await).await;
    assert_eq!(different, (422, "request.key_reused".to_owned()));
    let without = desk.request(Method::POST, "/api/requests").json(&call).send().await.unwrap();
    assert_eq!(code(without).await, (400, "request.key_missing".to_owned()));
}

/// R1: consecutive numbers, none twice, none left out, however many calls come at once.
#[tokio::test]
async fn r1_the_register_is_gap_free_under_concurrency() {
    let server = start().await;
    let desk = std::sync::Arc::new(server.desk("dispatcher").await);
    let calls = (0..24).map(|number| {
        let desk = desk.clone();
        tokio::spawn(async move {
            let call =
                json!({ "channel": "phone", "caller": format!("caller {number}"), "fault": "It stops." });
            desk.put("/api/requests", &call).await["number"].as_str().unwrap().to_owned()
        })
    });
    let mut numbers = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        numbers.push(call.await.unwrap());
    }
    numbers.sort();
    let year = &numbers[0][..8];
    let expected: Vec<String> = (1..=24).map(|number| format!("{year}{number:04}")).collect();
    assert_eq!(numbers, expected);
}

/// R2: the request an order answers has ended so.
#[tokio::test]
async fn r2_an_order_ends_the_request_it_answers() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let customer = desk.get("/api/customers?limit=1").await["customers"][0]["id"].clone();
    let call = json!({ "channel": "phone", "customer": customer, "caller": "Sun Wei", "fault": "It stops." });
    let request = desk.put("/api/requests", &call).await;
    let raised = json!({ "request": request["id"], "customer": customer, "address": "x", "fault": "It stops.",
        "title": "It stops", "priority": "down" });
    let order = desk.put("/api/orders", &raised).await;
    let request = desk.get(&format!("/api/requests/{}", request["id"].as_str().unwrap())).await;
    assert_eq!(request["status"], "ended");
    assert_eq!(request["outcome"]["work_orders"]["orders"][0], order["id"]);
}

/// R2: what an order names is there and is what it is named as; otherwise no order is made.
#[tokio::test]
async fn r2_an_order_is_raised_for_a_request_a_customer_and_a_machine_that_are() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let asset = desk.get("/api/assets?q=LC3015-240817").await["assets"][0].clone();
    let (customer, machine) = (asset["customer"].clone(), asset["id"].clone());
    let nobody = json!("00000000-0000-0000-0000-000000000000");
    for (request, customer, machine) in [
        (&nobody, &customer, &machine),
        (&machine, &customer, &machine),
        (&json!(null), &machine, &machine),
        (&json!(null), &nobody, &machine),
        (&json!(null), &customer, &customer),
    ] {
        let raised = json!({ "request": request, "customer": customer, "asset": machine, "address": "x",
            "fault": "It stops.", "title": "It stops", "priority": "down" });
        assert_eq!(desk.refused("/api/orders", &raised).await, (404, "server.not_found".to_owned()));
    }
    assert_eq!(desk.get("/api/orders").await["orders"], json!([]), "none was made");
}

/// The answer was never kept: the process died between the two.
#[tokio::test]
async fn what_is_asked_again_after_its_answer_was_lost_is_found_and_not_made_again() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let asset = desk.get("/api/assets?q=LC3015-240817").await["assets"][0].clone();
    let me: Uuid = desk.person("dispatcher").await.parse().unwrap();
    let organisation = server.ledger().organisation().unwrap().unwrap().id;
    let forget = |key: &str| server.ledger().forget_request(organisation, UserId(me), key).unwrap();
    let (customer, call) = (&asset["customer"], json!({ "channel": "phone", "fault": "It stops." }));
    let order = json!({ "customer": customer, "address": "x", "fault": "It stops.", "title": "It stops", "priority": "down" });
    let machine = json!({ "customer": customer, "product_model": "LC3015", "serial": "1" });
    for (path, body) in [
        ("/api/requests", &call),
        ("/api/orders", &order),
        ("/api/customers", &json!({ "name": "He Li", "language": "en" })),
        ("/api/assets", &machine),
    ] {
        let key = key();
        let first: serde_json::Value = desk.post_as(path, body, &key).await.json().await.unwrap();
        forget(&key);
        let again: serde_json::Value = desk.post_as(path, body, &key).await.json().await.unwrap();
        assert!(first["id"].is_string(), "{path}: {first}");
        assert_eq!((&again["id"], &again["number"]), (&first["id"], &first["number"]), "{path}");
    }
}

/// R25: a far site has more time, and how far it is stands in the customer's file.
#[tokio::test]
async fn r25_an_order_for_a_far_site_has_the_time_of_a_far_site() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut near_and_far = Vec::new();
    for customer in desk.get("/api/customers").await["customers"].as_array().unwrap() {
        let customer = desk.get(&format!("/api/customers/{}", customer["id"].as_str().unwrap())).await;
        for site in customer["sites"].as_array().unwrap() {
            let raised = json!({ "customer": customer["id"], "address": site["address"], "fault": "x", "title": "x",
                "priority": "normal" });
            let order = desk.put("/api/orders", &raised).await;
            let clocks = order["clocks"].as_array().unwrap().iter();
            let rules: Vec<_> = clocks.map(|clock| clock["rule"].as_str().unwrap().to_owned()).collect();
            near_and_far.push((site["distance_m"].as_i64().unwrap() > 100_000, rules));
        }
    }
    let far = near_and_far.iter().find(|(far, _)| *far).unwrap();
    let near = near_and_far.iter().find(|(far, _)| !far).unwrap();
    assert_ne!(far.1, near.1);
}

/// R3: by phone, by name, by serial number, with machines and open orders.
#[tokio::test]
async fn r3_a_caller_is_recognised() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    desk.raise("LC3015-240817", "Laser stops").await;
    for (asked, by) in
        [("13812667001", "phone"), ("明远", "name"), ("lc3015-2408", "serial"), ("星湖街", "address")]
    {
        let found = desk.get(&format!("/api/callers?q={asked}")).await;
        assert!(found[0]["customer"]["name"].as_str().unwrap().contains("Mingyuan"), "{asked}: {found}");
        assert_eq!(found[0]["matched_by"][0], by);
        assert_eq!(found[0]["open_orders"][0]["title"], "Laser stops");
    }
}

/// R46: the refusal names the rule; nobody is assigned.
#[tokio::test]
async fn r46_an_unqualified_technician_is_not_assigned() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.raise("LC3015-240817", "Laser stops").await;
    let trainee = desk.person("trainee").await;
    let window = json!({ "from": 0, "to": 3_600_000 });
    let assign =
        json!({ "command": { "assign": { "technicians": [trainee], "lead": trainee, "window": window } } });
    let (status, code) = desk.refused(&format!("/api/orders/{order}/commands"), &assign).await;
    assert_eq!(status, 409);
    assert!(code.contains("qualif"), "{code}");
}

/// The board shows what is not done with, and says when that is more than it shows.
#[tokio::test]
async fn a_list_says_when_there_is_more_and_leaves_out_what_is_over() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let over = desk.raise("LC3015-240817", "Laser stops").await;
    desk.raise("AC75-190332", "Belt worn").await;
    desk.command(over, json!({ "cancel": { "reason": "A mistake." } })).await;
    for (query, titles, more) in [
        ("", ["Laser stops", "Belt worn"].as_slice(), false),
        ("limit=1", &["Laser stops"], true),
        ("open=true", &["Belt worn"], false),
        ("open=true&limit=1", &["Belt worn"], false),
        ("open=false", &["Laser stops"], false),
        ("open=true&status=cancelled", &["Laser stops"], false),
    ] {
        let found = desk.get(&format!("/api/orders?{query}")).await;
        let orders = found["orders"].as_array().unwrap();
        let found_titles: Vec<_> = orders.iter().map(|order| order["title"].as_str().unwrap()).collect();
        assert_eq!((found_titles.as_slice(), &found["more"]), (titles, &json!(more)), "{query}");
    }
}

#[tokio::test]
async fn lists_are_searched_and_filtered() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    desk.raise("LC3015-240817", "Laser stops").await;
    desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let second = desk.person("second").await;
    for (query, title) in [
        ("status=open".to_owned(), "Laser stops"),
        ("status=assigned".to_owned(), "Belt worn"),
        ("q=belt".to_owned(), "Belt worn"),
        (format!("technician={second}"), "Belt worn"),
    ] {
        let found = desk.get(&format!("/api/orders?{query}")).await;
        let orders = found["orders"].as_array().unwrap();
        assert_eq!(orders.len(), 1, "{query}");
        assert_eq!(orders[0]["title"], title);
        assert!(!orders[0]["clocks"].as_array().unwrap().is_empty(), "its clocks run");
    }
}

/// A command goes to its own kind of document, and a text has an end, whichever page it comes from (R4).
#[tokio::test]
async fn every_page_asks_the_domains_one_door() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.raise("AC75-190332", "Belt worn").await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    let command = json!({ "command": { "set_fact": { "name": "phone", "value": { "text": "1" } } } });
    for kind in ["customers", "assets", "requests"] {
        let refused = desk.refused(&format!("/api/{kind}/{order}/commands"), &command).await;
        assert_eq!(refused, (409, "command.wrong_document".to_owned()), "{kind}");
    }
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["heads"], page["heads"], "nothing is written");
    let customer = page["customer"]["id"].as_str().unwrap().to_owned();
    let text = "x".repeat(100_001);
    let edit = json!({ "command": { "edit_text": { "field": "notes", "base": [], "text": text } } });
    let refused = desk.refused(&format!("/api/customers/{customer}/commands"), &edit).await;
    assert_eq!(refused, (409, "value.too_long".to_owned()));
}

/// R1: what a technician found on site gets its number with the office's first word about it, whatever that is.
#[tokio::test]
async fn r1_an_order_found_on_site_gets_its_number_with_the_offices_first_word() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    desk.assigned("AC75-190332", "Belt worn", &["lead"]).await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    device.sync().await;
    let customer = device.holds(jobsheet_domain::customer::KIND)[0];
    let raise = json!({ "raise": { "request": null, "found_on_site": true, "customer": customer, "asset": null,
        "address": { "text": "x" }, "contact": "", "phone": "", "fault": "It stops.", "title": "It stops",
        "priority": "normal", "product_model": "", "distance_m": null } });
    let raise: WorkOrderCommand = serde_json::from_value(raise).unwrap();
    let id = DocumentId(Uuid::now_v7());
    let document = Document::create(work_order::KIND, id);
    let subject = Subject::new(document.content().unwrap()).unwrap();
    let edits = decide(&subject, &device.asker(), &raise.into()).unwrap();
    device.documents.insert(id, document);
    device.write(id, &edits);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    assert_eq!(desk.get(&format!("/api/orders/{id}")).await["number"], "");
    let contact = json!({ "set_fact": { "name": "contact", "value": { "text": "Sun Wei" } } });
    let page = desk.put(&format!("/api/orders/{id}/commands"), &json!({ "command": contact })).await;
    assert!(page["number"].as_str().unwrap().starts_with("WO-"), "{page}");
}
