import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { read, readText, write } from "./http";
import type {
  AssetCommand,
  AssetFields,
  AssetList,
  AssetView,
  CallerView,
  CustomerCommand,
  CustomerFields,
  CustomerList,
  CustomerView,
  DeviceView,
  EnrolmentView,
  OrderList,
  OrderView,
  Policy,
  RaiseFields,
  RequestFields,
  RequestCommand,
  RequestList,
  RequestView,
  SignoffView,
  StaffView,
  StrokesView,
  VerificationView,
  WorkOrderCommand,
} from "./types";

const HOUR_MS = 3_600_000;
/** More orders than a board can usefully show; the search narrows it. */
const BOARD_LIMIT = 500;

/** A query string of the parameters that are set. */
export function queryString(parameters: Record<string, string | number | boolean | undefined>): string {
  const set = Object.entries(parameters).filter(
    ([, value]) => value !== undefined && value !== "" && value !== false,
  );
  const search = new URLSearchParams(set.map(([name, value]) => [name, String(value)]));
  return set.length === 0 ? "" : `?${search.toString()}`;
}

export interface OrderFilter {
  q?: string;
  status?: string;
  /** Only what is not done with. */
  open?: boolean;
  technician?: string;
  contested?: boolean;
}

/** The board's orders. */
export function useOrders(filter: OrderFilter) {
  const path = `/api/orders${queryString({ ...filter, limit: BOARD_LIMIT })}`;
  return useQuery({
    queryKey: ["orders", path],
    queryFn: ({ signal }) => read<OrderList>(path, signal),
    placeholderData: keepPreviousData,
  });
}

/** One order in full. */
export function useOrder(id: string) {
  return useQuery({
    queryKey: ["order", id],
    queryFn: ({ signal }) => read<OrderView>(`/api/orders/${id}`, signal),
  });
}

/** Asks something of an order; the answer replaces what the page shows. */
export function useOrderCommand(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: WorkOrderCommand) => write<OrderView>(`/api/orders/${id}/commands`, { command }),
    onSuccess: (order) => {
      client.setQueryData(["order", id], order);
      void client.invalidateQueries({ queryKey: ["orders"] });
      void client.invalidateQueries({ queryKey: ["verification", id] });
      void client.invalidateQueries({ queryKey: ["possible", id] });
    },
  });
}

/** Raises a work order. */
export function useRaise() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: RaiseFields) => write<OrderView>("/api/orders", fields),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["orders"] });
      void client.invalidateQueries({ queryKey: ["requests"] });
    },
  });
}

/** How the customer's hand moved under a sign-off; the server opens it for who may see it. */
export function useHand(order: string, signoff: SignoffView) {
  return useQuery({
    queryKey: ["hand", order, signoff.event],
    queryFn: ({ signal }) => read<StrokesView>(`/api/orders/${order}/hands/${signoff.event}`, signal),
    enabled: signoff.hand,
    staleTime: Infinity,
  });
}

/** Recomputes every check over an order's evidence. */
export function useVerification(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["verification", id],
    queryFn: ({ signal }) => read<VerificationView>(`/api/orders/${id}/verification`, signal),
    enabled,
  });
}

/** Where the report of an order or a complaint is, as a self-contained page in one language. */
export function reportPath(of: "order" | "complaint", id: string, language: string): string {
  return `/api/${of}s/${id}/report${queryString({ language })}`;
}

/** The report of an order or a complaint. */
export function useReport(of: "order" | "complaint", id: string, language: string) {
  return useQuery({
    queryKey: [of, id, "report", language],
    queryFn: ({ signal }) => readText(reportPath(of, id, language), signal),
  });
}

/** The register, or those of its lines that have not ended. */
export function useRequests(filter: { q?: string; open?: boolean }) {
  const path = `/api/requests${queryString(filter)}`;
  return useQuery({
    queryKey: ["requests", path],
    queryFn: ({ signal }) => read<RequestList>(path, signal),
    placeholderData: keepPreviousData,
  });
}

/** One line of the register. */
export function useRequest(id: string | undefined) {
  return useQuery({
    queryKey: ["requests", "one", id],
    queryFn: ({ signal }) => read<RequestView>(`/api/requests/${id}`, signal),
    enabled: id !== undefined,
  });
}

/** Takes down a request. */
export function useLogRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: RequestFields) => write<RequestView>("/api/requests", fields),
    onSuccess: () => client.invalidateQueries({ queryKey: ["requests"] }),
  });
}

/** Ends a request, or takes it up again. */
export function useRequestCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, command }: { id: string; command: RequestCommand }) =>
      write<RequestView>(`/api/requests/${id}/commands`, { command }),
    onSuccess: (_, { id }) => {
      void client.invalidateQueries({ queryKey: ["possible", id] });
      return client.invalidateQueries({ queryKey: ["requests"] });
    },
  });
}

/** Two characters are a Chinese name; one finds half the customers. */
const SHORTEST_CALLER_QUERY = 2;

/** Who may be calling, by what has been typed so far (R3). */
export function useCallers(q: string) {
  return useQuery({
    queryKey: ["callers", q],
    queryFn: ({ signal }) => read<CallerView[]>(`/api/callers${queryString({ q })}`, signal),
    enabled: q.length >= SHORTEST_CALLER_QUERY,
    placeholderData: keepPreviousData,
  });
}

export function useCustomers(q: string) {
  return useQuery({
    queryKey: ["customers", q],
    queryFn: ({ signal }) => read<CustomerList>(`/api/customers${queryString({ q })}`, signal),
    select: ({ customers }) => customers,
    placeholderData: keepPreviousData,
  });
}

export function useAssets(customer: string | undefined) {
  return useQuery({
    queryKey: ["assets", customer],
    queryFn: ({ signal }) => read<AssetList>(`/api/assets${queryString({ customer })}`, signal),
    select: ({ assets }) => assets,
    enabled: customer !== undefined,
  });
}

/** One customer with machines and orders. */
export function useCustomer(id: string | undefined) {
  return useQuery({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => read<CustomerView>(`/api/customers/${id}`, signal),
    enabled: id !== undefined,
  });
}

/** Opens a customer's file. */
export function useNewCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: CustomerFields) => write<CustomerView>("/api/customers", fields),
    onSuccess: () => client.invalidateQueries({ queryKey: ["customers"] }),
  });
}

/** Asks something of a customer's file; the answer replaces what the page shows. */
export function useCustomerCommand(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: CustomerCommand) =>
      write<CustomerView>(`/api/customers/${id}/commands`, { command }),
    onSuccess: (customer) => {
      client.setQueryData(["customer", id], customer);
      for (const list of ["customers", "callers"]) void client.invalidateQueries({ queryKey: [list] });
    },
  });
}

/** One machine's file. */
export function useAsset(id: string) {
  return useQuery({
    queryKey: ["assets", "one", id],
    queryFn: ({ signal }) => read<AssetView>(`/api/assets/${id}`, signal),
  });
}

/** Opens a machine's file. */
export function useNewAsset() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: AssetFields) => write<AssetView>("/api/assets", fields),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["assets"] });
      return client.invalidateQueries({ queryKey: ["customer"] });
    },
  });
}

/** Asks something of a machine's file; the answer replaces what the page shows. */
export function useAssetCommand(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: AssetCommand) => write<AssetView>(`/api/assets/${id}/commands`, { command }),
    onSuccess: (asset) => {
      client.setQueryData(["assets", "one", id], asset);
      void client.invalidateQueries({ queryKey: ["customer"] });
    },
  });
}

export function useStaff() {
  return useQuery({
    queryKey: ["staff"],
    queryFn: ({ signal }) => read<StaffView[]>("/api/staff", signal),
    staleTime: HOUR_MS,
  });
}

/** Names people; whoever is not in the records is told by the beginning of their id. */
export function useNameOf(): (user: string) => string {
  const staff = useStaff();
  return (user) => staff.data?.find((person) => person.user === user)?.name ?? user.slice(0, 8);
}

export function usePolicy() {
  return useQuery({
    queryKey: ["policy"],
    queryFn: ({ signal }) => read<Policy>("/api/policy", signal),
    staleTime: HOUR_MS,
  });
}

/** How often the list of devices is asked for: an enrolment is under way while somebody looks at it. */
const DEVICES_EVERY_MS = 5_000;

export function useDevices() {
  return useQuery({
    queryKey: ["devices"],
    queryFn: ({ signal }) => read<DeviceView[]>("/api/devices", signal),
    refetchInterval: DEVICES_EVERY_MS,
  });
}

/** Makes a one-time code for a user's next device; with their own password, where somebody else asks. */
export function useEnrolment() {
  return useMutation({
    mutationFn: (asked: { user: string; password?: string }) =>
      write<EnrolmentView>("/api/enrolments", asked),
  });
}

/** Confirms a device whose fingerprint was compared, or revokes one. */
export function useDeviceAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: "confirm" | "revoke" }) =>
      write(`/api/devices/${id}/${action}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["devices"] }),
  });
}
