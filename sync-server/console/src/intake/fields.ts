import type { Address, CallerView, Channel, RequestFields } from "../api/types";

/** What the intake form holds. */
export interface IntakeFields {
  channel: string;
  caller: string;
  phone: string;
  address: string;
  product_model: string;
  serial: string;
  fault: string;
}

/** Ways a request comes in (R1). */
export const CHANNELS = [
  "phone",
  "message",
  "mail",
  "letter",
  "walk_in",
] as const satisfies readonly Channel[];

export const EMPTY_FIELDS: IntakeFields = {
  channel: "phone",
  caller: "",
  phone: "",
  address: "",
  product_model: "",
  serial: "",
  fault: "",
};

/** The form filled in from a recognised caller; what was typed already is kept. */
export function withCaller(
  typed: IntakeFields,
  caller: CallerView,
  asset?: CallerView["assets"][number],
): IntakeFields {
  const complete = (field: string, known: string) => (known.includes(field.trim()) ? known : field);
  return {
    ...typed,
    // Whoever was looked up by the company's name gets the name of the person there.
    caller: caller.customer.name.includes(typed.caller.trim())
      ? caller.contact || caller.customer.name
      : complete(typed.caller, caller.contact),
    phone: complete(typed.phone, caller.phone),
    address: complete(typed.address, caller.address),
    product_model: asset?.model ?? typed.product_model,
    serial: asset?.serial ?? typed.serial,
  };
}

/** An address as typed, with the place of the recognised caller's site where it is that one. */
export function addressOf(typed: string, caller: CallerView | undefined): Address {
  const text = typed.trim();
  const { latitude_udeg, longitude_udeg } = caller?.address === text ? caller : {};
  return latitude_udeg == null || longitude_udeg == null
    ? { text }
    : { text, position: { latitude_udeg, longitude_udeg } };
}

/** The request as the server takes it down. */
export function requestBody(fields: IntakeFields, caller: CallerView | undefined): RequestFields {
  return {
    channel: fields.channel,
    customer: caller?.customer.id ?? null,
    caller: fields.caller.trim(),
    phone: fields.phone.trim(),
    address: addressOf(fields.address, caller),
    product_model: fields.product_model.trim(),
    serial: fields.serial.trim(),
    fault: fields.fault.trim(),
  };
}
