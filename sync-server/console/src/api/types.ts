/** The server's types, generated from its OpenAPI description, and what that description leaves open. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Address = Schemas["AddressAsked"];
export type AdditionView = Schemas["AdditionView"];
export type AssetFields = Schemas["CreateAssetAsked"];
export type AuthorView = Schemas["AuthorView"];
export type CallerAsset = Schemas["CallerAsset"];
export type CallerView = Schemas["CallerView"];
export type ClockView = Schemas["ClockView"];
export type ComplaintRow = Schemas["ComplaintRow"] & { clocks: ClockView[] };
export interface ComplaintList {
  complaints: ComplaintRow[];
  more: boolean;
  position: number;
}
export type ContactView = Schemas["ContactView"];
export type ContestView = Schemas["ContestView"];
export type CustomerFields = Schemas["CreateCustomerAsked"];
export type DeviceView = Schemas["DeviceView"];
export type EnrolmentView = Schemas["EnrolmentView"];
export type HandedIn = Schemas["HandedIn"];
export type LiveChange = Schemas["LiveChange"];
export type Me = Schemas["Me"];
export type PartView = Schemas["PartView"];
export type PhotoView = Schemas["PhotoView"];
export type PossibleView = Schemas["PossibleView"];
export type RaiseFields = Schemas["RaiseAsked"];
export type RatingView = Schemas["RatingView"];
export type RequestFields = Schemas["LogAsked"];
export type RequestRow = Schemas["RequestRow"];
export type ReviewDeed = Omit<Schemas["ReviewDeed"], "detail"> & { detail: Record<string, unknown> };
export type ReviewView = Omit<Schemas["ReviewView"], "deeds"> & { deeds: ReviewDeed[] };
export type SiteView = Schemas["SiteView"];
export type SignoffView = Schemas["SignoffView"];
export type StaffView = Schemas["StaffView"];
export type StrokesView = Schemas["StrokesView"];
export type TeamMember = Schemas["TeamMember"];
export type VerificationView = Schemas["VerificationView"];
export type WindowView = Schemas["WindowView"];

/** A field's value: one variant of the domain's `Value`. What was read is sent back as it is; these are written. */
export type Value = { text: string } | { address: Address } | Record<string, unknown>;
export type Stated = Omit<Schemas["Stated"], "value"> & { value: Value };
export type ConflictView = Omit<Schemas["ConflictView"], "values"> & { values: Stated[] };
export type TimelineEntry = Omit<Schemas["TimelineEntry"], "detail"> & { detail: Record<string, unknown> };
export type OrderRow = Schemas["OrderRow"] & { clocks: ClockView[] };
export interface OrderList {
  orders: OrderRow[];
  more: boolean;
  position: number;
}
export type OrderView = Omit<
  Schemas["OrderView"],
  "address" | "contact" | "phone" | "conflicts" | "timeline"
> & {
  address: Stated[];
  contact: Stated[];
  phone: Stated[];
  conflicts: ConflictView[];
  timeline: TimelineEntry[];
};
export type AssetView = Omit<Schemas["AssetView"], "conflicts"> & { conflicts: ConflictView[] };
export type CustomerView = Omit<Schemas["CustomerView"], "orders" | "assets" | "conflicts"> & {
  orders: OrderRow[];
  assets: AssetView[];
  conflicts: ConflictView[];
};

/** What the office asks of a customer's file. */
export type CustomerCommand =
  | { set_fact: { name: string; value: Value } }
  | { set_fields: { collection: "contact" | "site"; id: string; fields: Record<string, Value> } }
  | { remove_item: { collection: "contact" | "site"; id: string } };

/** What the office asks of a machine's file. */
export interface AssetCommand {
  set_fact: { name: string; value: Value };
}

/** How a request ended: exactly one of these (R2). */
export type RequestOutcome =
  | { answered_by_phone: { answer: string } }
  | { work_orders: { orders: string[] } }
  | { complaint: { complaint: string } }
  | { quote: { quote: string } }
  | { duplicate_of: { request: string } }
  | { withdrawn: { reason: string } };
export type RequestView = Omit<Schemas["RequestView"], "outcome"> & { outcome?: RequestOutcome | null };
export type RequestCommand = { end: { outcome: RequestOutcome } } | { reopen: { reason: string } };

/** The part of the policy record the console uses. */
export interface Policy {
  time_zone?: string;
  time_zone_offset_minutes: number;
  checklist: { key: string; labels: Record<string, string> }[];
}

export type ComplaintView = Omit<Schemas["ComplaintView"], "conflicts" | "timeline"> & {
  clocks: ClockView[];
  conflicts: ConflictView[];
  timeline: TimelineEntry[];
};

/** A complaint as it is taken down (R41). */
export interface ComplaintFields {
  channel: string;
  request: string | null;
  order: string | null;
  /** The event of that order's sign-off whose remark it is; with the channel `sheet` only. */
  remark: string | null;
  customer: string | null;
  asset: string | null;
  product_model: string;
  contact: string;
  phone: string;
  title: string;
  facts: string;
  demand: string;
}

/** What a customer said; at the moment it is written down where no other is given. */
export interface Reply {
  who: string;
  channel: string;
  said_at: number | null;
  words: string;
}

/** What an investigation found; what is absent is left as it is. */
export interface Findings {
  cause?: string;
  cause_class?: string;
  justified?: boolean;
  responsible_unit?: string;
  responsible_person?: string;
}

/** What the office asks of a complaint: the variants of the domain's command the console uses. */
export type ComplaintCommand =
  | { grade: { class: string; severity: string; note: string } }
  | { investigate: { investigator: string | null } }
  | { propose: { remedy: string; plan: string; cost: { minor: number; currency: string } } }
  | { send_back: { reason: string } }
  | { agree: Reply }
  | { object: Reply }
  | { approve: { note: string } }
  | { reject: { reason: string } }
  | { carry_out: { on_site: boolean; note: string } }
  | { tell: { who: string; channel: string; answer: string; satisfied: boolean | null } }
  | { close: { reason: string | null } }
  | { withdraw: Reply }
  | { merge: { into: string } }
  | { reopen: { reason: string } }
  | { link_order: { order: string } }
  | { record_findings: Findings }
  | { link_similar: { id: string; complaint: string; reason: string } }
  | { remove_item: { collection: "similar"; id: string } }
  | SharedCommand;

/** What the office asks of orders and complaints alike. */
export type SharedCommand =
  | { settle: { drop: string[]; stands: string | null; reason: string } }
  | { set_fact: { name: string; value: Value } }
  | { edit_text: { field: string; base: string[]; text: string } }
  | { caption_photo: { id: string; caption: string } };

/** What the office asks of a work order: the variants of the domain's command the console uses. */
export type WorkOrderCommand =
  | "receive_report"
  | { assign: { technicians: string[]; lead: string; window: WindowView } }
  | { reassign: { technicians: string[]; lead: string } }
  | { hold: { reason: string; note: string } }
  | { approve: { note: string } }
  | { send_back: { reason: string } }
  | { close: { reason: string | null } }
  | { escalate: { findings: string } }
  | { analyse: { cause: string; plan: string } }
  | { cancel: { reason: string } }
  | { reinstate: { reason: string } }
  | SharedCommand;
