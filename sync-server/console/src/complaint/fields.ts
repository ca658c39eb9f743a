import type {
  CallerAsset,
  CallerView,
  Channel,
  ComplaintFields,
  OrderView,
  RequestView,
  TimelineEntry,
} from "../api/types";
import { titleOf } from "../format/quantity";
import { CHANNELS } from "../intake/fields";

/** What the form of a complaint holds. */
export interface TakeDownFields {
  channel: Channel;
  customer?: string;
  asset?: string;
  contact: string;
  phone: string;
  product_model: string;
  title: string;
  facts: string;
  demand: string;
}

/** Where a complaint comes from: nowhere known here, a call, or an order and the remark on its signed sheet. */
export interface Origin {
  request: string | null;
  order: string | null;
  /** The event of the sign-off with a remark. */
  remark: string | null;
}

export const NO_ORIGIN: Origin = { request: null, order: null, remark: null };

export const EMPTY_COMPLAINT: TakeDownFields = {
  channel: "phone",
  contact: "",
  phone: "",
  product_model: "",
  title: "",
  facts: "",
  demand: "",
};

/** The form filled in from the call the complaint comes from. */
export function fromRequest(request: RequestView): TakeDownFields {
  return {
    ...EMPTY_COMPLAINT,
    channel: CHANNELS.find((channel) => channel === request.channel) ?? EMPTY_COMPLAINT.channel,
    ...(request.customer == null ? {} : { customer: request.customer }),
    contact: request.caller,
    phone: request.phone,
    product_model: request.product_model,
    facts: request.fault_text,
  };
}

/** The form filled in from the order the complaint is about; a remark on its sheet is the complaint itself. */
export function fromOrder(order: OrderView): TakeDownFields {
  const remark = remarkOf(order.timeline);
  return {
    ...EMPTY_COMPLAINT,
    ...(remark === undefined ? {} : { channel: "sheet", facts: remark.words }),
    ...(order.customer == null ? {} : { customer: order.customer.id }),
    ...(order.asset == null ? {} : { asset: order.asset.id }),
    contact: order.contact[0]?.text ?? "",
    phone: order.phone[0]?.text ?? "",
    product_model: order.asset?.model ?? "",
  };
}

/** The newest sign-off that stands and has a remark of the customer's. */
export function remarkOf(
  timeline: Pick<TimelineEntry, "key" | "kind" | "standing" | "detail">[],
): { key: string; words: string } | undefined {
  const signed = timeline.findLast(({ kind, standing }) => kind === "signed_off" && standing === "kept");
  const words = signed !== undefined && "remarks" in signed.detail ? signed.detail.remarks : undefined;
  return signed === undefined || typeof words !== "string" || words.trim() === ""
    ? undefined
    : { key: signed.key, words: words.trim() };
}

/** The form filled in from a recognised customer; what was typed already is kept where it is of use. */
export function withCustomer(typed: TakeDownFields, caller: CallerView, asset?: CallerAsset): TakeDownFields {
  const contact = typed.contact.trim();
  const isCompany = caller.customer.name.includes(contact);
  return {
    ...typed,
    customer: caller.customer.id,
    ...(asset === undefined ? {} : { asset: asset.id, product_model: asset.model }),
    contact: isCompany ? caller.contact || contact : contact,
    phone: caller.phone.includes(typed.phone.trim()) ? caller.phone : typed.phone,
  };
}

/** The complaint as the server takes it down. */
export function complaintBody(fields: TakeDownFields, origin: Origin): ComplaintFields {
  const facts = fields.facts.trim();
  return {
    channel: fields.channel,
    request: origin.request,
    order: origin.order,
    remark: fields.channel === "sheet" ? origin.remark : null,
    customer: fields.customer ?? null,
    asset: fields.asset ?? null,
    product_model: fields.product_model.trim(),
    contact: fields.contact.trim(),
    phone: fields.phone.trim(),
    title: fields.title.trim() || titleOf(facts),
    facts,
    demand: fields.demand.trim(),
  };
}
