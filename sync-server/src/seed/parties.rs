//! The sample's customers with their sites, contacts and machines.

use jobsheet_domain::asset::AssetCommand;
use jobsheet_domain::customer::CustomerCommand;
use jobsheet_domain::id::{DocumentId, ItemId, UserId};
use jobsheet_domain::time::Position;
use jobsheet_domain::value::Address;

use super::named;
use crate::office::Error;
use crate::office::desk::{assets, customers};
use crate::office::records;
use crate::office::server::Server;

struct Customer {
    name: &'static str,
    language: &'static str,
    phone: &'static str,
    contract: Option<&'static str>,
    contacts: &'static [(&'static str, &'static str, &'static str)],
    sites: &'static [Site],
    machines: &'static [Machine],
}

struct Site {
    name: &'static str,
    address: &'static str,
    place: (i32, i32),
    distance_m: u32,
}

struct Machine {
    model: &'static str,
    serial: &'static str,
    /// Days ago that the customer accepted it.
    accepted_days: i32,
    /// Index of its site.
    site: usize,
}

const CUSTOMERS: &[Customer] = &[
    Customer {
        name: "苏州明远精密机械有限公司 Mingyuan Precision",
        language: "zh-Hans",
        phone: "0512-6280 1188",
        contract: Some("SZ-2025-018"),
        contacts: &[("孙伟 Sun Wei", "138 1266 7001", "设备主管"), ("何丽 He Li", "138 1266 7002", "采购")],
        sites: &[Site {
            name: "一厂",
            address: "江苏省苏州市工业园区星湖街 328 号 4 栋",
            place: (31_299_800, 120_731_500),
            distance_m: 6_200,
        }],
        machines: &[
            Machine { model: "LC-3015", serial: "LC3015-240817", accepted_days: 240, site: 0 },
            Machine { model: "AC-75", serial: "AC75-190332", accepted_days: 1_460, site: 0 },
        ],
    },
    Customer {
        name: "上海恒泰塑胶制品有限公司 Hengtai Plastics",
        language: "zh-Hans",
        phone: "021-5768 3300",
        contract: None,
        contacts: &[("钱建国 Qian Jianguo", "139 1788 4521", "生产经理")],
        sites: &[
            Site {
                name: "松江工厂",
                address: "上海市松江区新桥镇新飞路 1500 弄 12 号",
                place: (31_071_200, 121_303_900),
                distance_m: 78_000,
            },
            Site {
                name: "金山仓库",
                address: "上海市金山区朱泾镇亭枫公路 3688 号",
                place: (30_897_500, 121_170_400),
                distance_m: 104_000,
            },
        ],
        machines: &[
            Machine { model: "IM-250", serial: "IM250-230955", accepted_days: 300, site: 0 },
            Machine { model: "AC-110V", serial: "AC110V-241102", accepted_days: 90, site: 1 },
        ],
    },
    Customer {
        name: "Brightwell Components (Kunshan) Ltd",
        language: "en",
        phone: "0512-5012 9090",
        contract: Some("KS-2026-004"),
        contacts: &[
            ("Helen Marsh", "186 2134 0098", "plant manager"),
            ("刘洋 Liu Yang", "186 2134 0077", "maintenance"),
        ],
        sites: &[Site {
            name: "Plant 2",
            address: "88 Qianjin East Road, Kunshan, Jiangsu",
            place: (31_386_700, 120_981_900),
            distance_m: 38_500,
        }],
        machines: &[
            Machine { model: "LC-6025", serial: "LC6025-250120", accepted_days: 150, site: 0 },
            Machine { model: "IM-250", serial: "IM250-180417", accepted_days: 2_000, site: 0 },
        ],
    },
    Customer {
        name: "無錫宏達電子股份有限公司 Hongda Electronics",
        language: "zh-Hant",
        phone: "0510-8522 6677",
        contract: None,
        contacts: &[("張家豪 Chang Chia-hao", "137 7103 5520", "廠務課長")],
        sites: &[Site {
            name: "新吳廠",
            address: "江蘇省無錫市新吳區長江南路 35 號",
            place: (31_532_400, 120_384_600),
            distance_m: 47_000,
        }],
        machines: &[Machine { model: "AC-110V", serial: "AC110V-230611", accepted_days: 500, site: 0 }],
    },
];

/// Writes them all for a person.
pub(super) fn write(server: &Server, user: UserId) -> Result<(), Error> {
    for customer in CUSTOMERS {
        let id = DocumentId(named("customer", customer.name));
        write_customer(server, user, id, customer)?;
        for machine in customer.machines {
            write_machine(server, user, id, customer, machine)?;
        }
    }
    Ok(())
}

fn write_customer(server: &Server, user: UserId, id: DocumentId, customer: &Customer) -> Result<(), Error> {
    let create = CustomerCommand::Create {
        name: customer.name.to_owned(),
        language: customer.language.to_owned(),
        phone: customer.phone.to_owned(),
        contract: customer.contract.map(str::to_owned),
    };
    customers::run(server, user, id, &create)?;
    for (name, phone, role) in customer.contacts {
        let contact = CustomerCommand::PutContact {
            id: ItemId(named("contact", phone)),
            name: (*name).to_owned(),
            phone: (*phone).to_owned(),
            mail: String::new(),
            role: (*role).to_owned(),
        };
        customers::run(server, user, id, &contact)?;
    }
    for site in customer.sites {
        let position = Position { latitude_udeg: site.place.0, longitude_udeg: site.place.1 };
        let put = CustomerCommand::PutSite {
            id: site_id(site),
            name: site.name.to_owned(),
            address: Address { text: site.address.to_owned(), position: Some(position) },
            distance_m: Some(site.distance_m),
        };
        customers::run(server, user, id, &put)?;
    }
    Ok(())
}

fn write_machine(
    server: &Server,
    user: UserId,
    customer_id: DocumentId,
    customer: &Customer,
    machine: &Machine,
) -> Result<(), Error> {
    let today = records::now(server)?.policy.zone().date(server.now());
    let create = AssetCommand::Create {
        product_model: machine.model.to_owned(),
        serial: machine.serial.to_owned(),
        customer: customer_id,
        site: customer.sites.get(machine.site).map(site_id),
        acceptance_date: Some(today.plus_days(-machine.accepted_days).into()),
        warranty_months: None,
    };
    assets::run(server, user, DocumentId(named("asset", machine.serial)), &create).map(drop)
}

fn site_id(site: &Site) -> ItemId {
    ItemId(named("site", site.address))
}
