import { expect, test } from "vitest";

import type { CallerView } from "../api/types";
import { outcomeOf } from "./EndRequest";
import { EMPTY_FIELDS, requestBody, withCaller } from "./fields";

const caller: CallerView = {
  customer: { id: "c", name: "东方精密" },
  contact: "张伟",
  phone: "13800138000",
  address: "星湖街 128 号",
  latitude_udeg: 31_300_000,
  longitude_udeg: 120_700_000,
  assets: [],
  open_orders: [],
  past_orders: 3,
  matched_by: ["phone"],
};
const asset = { id: "a", model: "HP-200", serial: "SN7", warranty: "free" };

test("R3: a recognised caller fills in the form, completing what was begun", () => {
  const filled = withCaller({ ...EMPTY_FIELDS, phone: "1380013" }, caller, asset);
  expect(filled).toMatchObject({
    caller: "张伟",
    phone: "13800138000",
    product_model: "HP-200",
    serial: "SN7",
  });
});

test("R3: a caller looked up by the company's name gets the name of the person there", () => {
  expect(withCaller({ ...EMPTY_FIELDS, caller: "东方" }, caller).caller).toBe("张伟");
  expect(withCaller({ ...EMPTY_FIELDS, caller: "李工" }, caller).caller).toBe("李工");
});

test("R3: what the caller said otherwise is kept", () => {
  expect(withCaller({ ...EMPTY_FIELDS, address: "新厂区" }, caller).address).toBe("新厂区");
});

test("the known site's place goes with its address and with no other", () => {
  const at = (address: string) => requestBody({ ...EMPTY_FIELDS, address }, caller).address;
  expect(at("星湖街 128 号")).toEqual({
    text: "星湖街 128 号",
    position: { latitude_udeg: 31_300_000, longitude_udeg: 120_700_000 },
  });
  expect(at("新厂区")).toEqual({ text: "新厂区" });
});

test("R2: a request ends in exactly one of its ways", () => {
  expect(outcomeOf({ how: "answered_by_phone", text: "已说明" })).toEqual({
    answered_by_phone: { answer: "已说明" },
  });
  expect(outcomeOf({ how: "duplicate_of", request: "r" })).toEqual({ duplicate_of: { request: "r" } });
  expect(outcomeOf({ how: "withdrawn", text: "不修了" })).toEqual({ withdrawn: { reason: "不修了" } });
});
