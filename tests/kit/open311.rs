//! Another program that speaks Open311, and what it must find in every answer.
use std::cell::RefCell;

use lianxin::{
    base::{GridCode, Id},
    domain::{
        matters::{
            items::Item,
            open311::{ApiKey, make_key, secret_hash},
        },
        office::who::Actor,
        places::grids::{Building, Grid, GridKind, GridLevel},
    },
    store::{Dir, Range, Read},
};
use reqwest::{StatusCode, blocking::Client};
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::kit::app::TestApp;

pub(crate) const KEY: &str = "a-key-of-the-city";

/// A lamp that is out, said in every way that the specification has.
pub(crate) const LAMP: &[(&str, &str)] = &[
    ("api_key", KEY),
    ("service_code", "ss-ludeng"),
    ("jurisdiction_id", "320211001001"),
    ("lat", "31.491234"),
    ("long", "120.312345"),
    ("address_string", "美湖路 9 号 <北门> & 车库"),
    ("email", "li.si@example.cn"),
    ("device_id", "device-4711"),
    ("account_id", "account-4712"),
    ("first_name", "四"),
    ("last_name", "李"),
    ("phone", "13987654321"),
    ("description", "李四说：灯 <b>全黑</b> & \"危险\" ]]>"),
    ("media_url", "http://example.cn/li-si.jpg?a=1&b=2"),
    ("attribute[kind]", "道路路灯"),
    ("attribute[fault]", "不亮"),
    ("attribute[pole]", "L-17<"),
];

/// Words that were typed and that no answer may hold.
const PRIVATE: &[&str] = &[
    "李",
    "四",
    "13987654321",
    "1398765",
    "li.si",
    "example.cn",
    "4711",
    "4712",
    "全黑",
    "北门",
    "美湖路",
    "31.49",
    "120.31",
    "L-17",
    "12幢",
    KEY,
];

pub(crate) fn with<'a>(said: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = said.iter().filter(|(k, _)| !more.iter().any(|(m, _)| m == k));
    kept.chain(more).copied().collect()
}

pub(crate) fn items(app: &TestApp) -> Vec<Item> {
    app.app.store.list(&Range::<Item>::table(), Dir::Forward, 1_000).unwrap()
}

/// Nothing private in anything that the program heard. The lines of an answer that name the office hold its own public
/// address and telephone; these are not looked at twice.
pub(crate) fn nothing_private(program: &Program) {
    let heard = program.heard().replace("无锡市滨湖区美湖路1号", "");
    for word in PRIVATE {
        assert!(!heard.contains(word), "{word} in {heard}");
    }
}

/// An office with a key for the city's program and a building in a grid.
pub(crate) fn office() -> (TestApp, ApiKey, Building) {
    let app = TestApp::new();
    let at = app.app.clock.now();
    let (key, building) = app
        .app
        .store
        .write_wait(move |tx| {
            let key = make_key(tx, (Actor::System, at), "滨湖区城管随手拍".into(), secret_hash(KEY), 50)?;
            let grid = Grid {
                id: tx.next_id()?,
                code: GridCode::parse("320211001001007").unwrap(),
                name: "第七网格".into(),
                kind: GridKind::Basic,
                level: GridLevel::Small,
                parent: None,
                households: (300, 350),
                note: String::new(),
            };
            tx.put(&grid)?;
            let id: Id<Building> = tx.next_id()?;
            let building = Building { id, grid: grid.id, estate: "美湖花园".into(), name: "12幢".into() };
            tx.put(&building)?;
            Ok((key, building))
        })
        .unwrap();
    (app, key, building)
}

/// The program. It keeps everything that it was ever told.
pub(crate) struct Program {
    client: Client,
    base: String,
    heard: RefCell<Vec<String>>,
}

/// An answer: its status, its form, and what it says.
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    pub(crate) again_in: Option<String>,
}

impl Program {
    pub(crate) fn of(app: &TestApp) -> Self {
        let client = Client::builder().no_proxy().build().unwrap();
        Program { client, base: format!("{}/open311/v2", app.base), heard: RefCell::default() }
    }
    /// Asks for an address with its parameters.
    pub(crate) fn get(&self, path: &str, params: &[(&str, &str)]) -> Said {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
        self.hear(path, self.client.get(format!("{}/{path}?{query}", self.base)))
    }
    /// Files a report.
    pub(crate) fn post(&self, path: &str, params: &[(&str, &str)]) -> Said {
        self.post_as(path, params, "application/x-www-form-urlencoded; charset=utf-8", None)
    }
    /// Files a report, with headers of its own.
    pub(crate) fn post_as(&self, path: &str, params: &[(&str, &str)], kind: &str, own: Option<&str>) -> Said {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
        let request = self.client.post(format!("{}/{path}", self.base)).header("content-type", kind).body(body);
        self.hear(path, own.iter().fold(request, |r, own| r.header("Idempotency-Key", *own)))
    }
    /// Files a report at an address with parameters of its own; its status.
    pub(crate) fn client_post(&self, path: &str, params: &[(&str, &str)]) -> StatusCode {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
        let request = self.client.post(format!("{}/{path}", self.base));
        request.header("content-type", "application/x-www-form-urlencoded").body(body).send().unwrap().status()
    }
    /// Asks in another way than the specification knows.
    pub(crate) fn other(&self, method: reqwest::Method, path: &str) -> Said {
        self.hear(path, self.client.request(method, format!("{}/{path}", self.base)))
    }
    fn hear(&self, path: &str, request: reqwest::blocking::RequestBuilder) -> Said {
        let answer = request.send().unwrap();
        let header = |name: &str| answer.headers().get(name).map(|v| v.to_str().unwrap().to_owned());
        let json = path.ends_with(".json");
        let kind = if json { "application/json; charset=utf-8" } else { "text/xml; charset=utf-8" };
        assert_eq!(header("content-type").as_deref(), Some(kind), "{path}");
        let said = Said { status: answer.status(), again_in: header("retry-after"), body: answer.text().unwrap() };
        if json {
            serde_json::from_str::<Value>(&said.body).unwrap_or_else(|e| panic!("{path}: {e} in {}", said.body));
        } else {
            assert!(said.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), "{}", said.body);
            Document::parse(&said.body).unwrap_or_else(|e| panic!("{path}: {e} in {}", said.body));
        }
        self.heard.borrow_mut().push(said.body.clone());
        said
    }
    /// Asks in both forms; they say the same, leaf by leaf. Gives the JSON.
    pub(crate) fn both(&self, path: &str, params: &[(&str, &str)]) -> (StatusCode, Value) {
        let (xml, json) = (self.get(&format!("{path}.xml"), params), self.get(&format!("{path}.json"), params));
        same(&xml, &json);
        (json.status, json.json())
    }
    /// Posts in both forms; they say the same.
    pub(crate) fn post_both(&self, params: &[(&str, &str)]) -> (StatusCode, Value) {
        let (xml, json) = (self.post("requests.xml", params), self.post("requests.json", params));
        same(&xml, &json);
        (json.status, json.json())
    }
    /// Everything that it was told so far.
    pub(crate) fn heard(&self) -> String {
        self.heard.borrow().join("\n")
    }
}

fn same(xml: &Said, json: &Said) {
    assert_eq!(xml.status, json.status, "{} {}", xml.body, json.body);
    let document = Document::parse(&xml.body).unwrap();
    let mut of_json = Vec::new();
    leaves(&json.json(), &mut of_json);
    let elements = document.root_element().descendants().filter(Node::is_element);
    let ends = elements.filter(|n| !n.children().any(|c| c.is_element()));
    let mut of_xml: Vec<String> = ends.map(|n| n.text().unwrap_or_default().to_owned()).collect();
    // A reader of JSON does not keep the order of names.
    of_xml.sort();
    of_json.sort();
    assert_eq!(of_xml, of_json, "{} {}", xml.body, json.body);
}

fn leaves(v: &Value, out: &mut Vec<String>) {
    match v {
        Value::Null => out.push(String::new()),
        Value::String(s) => out.push(s.clone()),
        Value::Array(all) if all.is_empty() => out.push(String::new()),
        Value::Array(all) => all.iter().for_each(|v| leaves(v, out)),
        Value::Object(all) => all.values().for_each(|v| leaves(v, out)),
        other => out.push(other.to_string()),
    }
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}
