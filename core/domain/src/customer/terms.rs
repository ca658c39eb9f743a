//! What a customer's file holds and what can be asked of it, in words.

use crate::wording::Terms;

/// The commands, their fields, and the parts of a file.
pub(super) const TERMS: Terms = &[
    ("create", ["建立客户档案", "建立客戶檔案", "open a customer's file"]),
    ("put_contact", ["填写联系人", "填寫聯絡人", "enter a contact"]),
    ("put_site", ["填写现场地址", "填寫現場地址", "enter a site"]),
    ("contract", ["合同编号", "合約編號", "contract"]),
    ("site", ["现场地址", "現場地址", "site"]),
    ("role", ["职务", "職務", "role"]),
];
