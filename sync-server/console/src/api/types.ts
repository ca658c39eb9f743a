/** The server's types, generated from its OpenAPI description. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type AdditionView = Schemas["AdditionView"];
export type Address = Schemas["AddressAsked"];
export type AssetCommand = Schemas["AssetCommand"];
export type AssetFields = Schemas["CreateAssetAsked"];
export type AssetList = Schemas["AssetList"];
export type AssetView = Schemas["AssetView"];
export type AuthorView = Schemas["AuthorView"];
export type BlobView = Schemas["BlobView"];
export type CallerAsset = Schemas["CallerAsset"];
export type CallerView = Schemas["CallerView"];
export type Channel = Schemas["Channel"];
export type ClockView = Schemas["ClockView"];
export type Command = Schemas["Command"];
export type ComplaintClass = Schemas["ComplaintClass"];
export type ComplaintCommand = Schemas["ComplaintCommand"];
export type ComplaintFields = Schemas["ComplaintTaken"];
export type ComplaintHappened = Schemas["ComplaintHappened"];
export type ComplaintList = Schemas["ComplaintList"];
export type ComplaintRemedy = Schemas["ComplaintRemedy"];
export type ComplaintRow = Schemas["ComplaintRow"];
export type ComplaintView = Schemas["ComplaintView"];
export type ConflictView = Schemas["ConflictView"];
export type ContactView = Schemas["ContactView"];
export type ContestView = Schemas["ContestView"];
export type CustomerCommand = Schemas["CustomerCommand"];
export type CustomerFields = Schemas["CreateCustomerAsked"];
export type CustomerList = Schemas["CustomerList"];
export type CustomerView = Schemas["CustomerView"];
export type DeviceView = Schemas["DeviceView"];
export type DocumentKindView = Schemas["DocumentKindView"];
export type DocumentList = Schemas["DocumentList"];
export type DocumentRow = Schemas["DocumentRow"];
export type DocumentView = Schemas["DocumentView"];
export type EnrolmentView = Schemas["EnrolmentView"];
export type FactView = Schemas["FactView"];
export type FieldView = Schemas["FieldView"];
export type Findings = Schemas["Findings"];
export type FormView = Schemas["FormView"];
export type HandedIn = Schemas["HandedIn"];
export type Happened = Schemas["Happened"];
export type HoldReason = Schemas["HoldReason"];
export type ItemView = Schemas["ItemView"];
export type LinkView = Schemas["LinkView"];
export type LiveChange = Schemas["LiveChange"];
export type Me = Schemas["Me"];
export type OrderList = Schemas["OrderList"];
export type OrderRow = Schemas["OrderRow"];
export type OrderView = Schemas["OrderView"];
export type Outcome = Schemas["Outcome"];
export type PartFate = Schemas["PartFate"];
export type PartView = Schemas["PartView"];
export type PhotoRecord = Schemas["PhotoRecord"];
export type PhotoView = Schemas["PhotoView"];
export type Policy = Schemas["Policy"];
export type PossibleView = Schemas["PossibleView"];
export type RaiseFields = Schemas["RaiseAsked"];
export type RatingView = Schemas["RatingView"];
export type Reply = Schemas["Said"];
export type RequestCommand = Schemas["RequestCommand"];
export type RequestFields = Schemas["LogAsked"];
export type RequestHappened = Schemas["RequestHappened"];
export type RequestList = Schemas["RequestList"];
export type RequestOutcome = Schemas["RequestOutcome"];
export type RequestRow = Schemas["RequestRow"];
export type RequestView = Schemas["RequestView"];
export type ReviewDeed = Schemas["ReviewDeed"];
export type ReviewList = Schemas["ReviewList"];
export type ReviewView = Schemas["ReviewView"];
export type Severity = Schemas["Severity"];
export type SignoffKind = Schemas["SignoffKind"];
export type SignoffView = Schemas["SignoffView"];
export type SiteView = Schemas["SiteView"];
export type StaffView = Schemas["StaffView"];
export type Stated = Schemas["Stated"];
export type StrokesView = Schemas["StrokesView"];
export type TeamMember = Schemas["TeamMember"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type UnknownHappened = Schemas["UnknownHappened"];
export type Value = Schemas["Value"];
export type VerificationView = Schemas["VerificationView"];
export type WindowView = Schemas["WindowView"];
export type WorkOrderCommand = Schemas["WorkOrderCommand"];
export type WorkOrderHappened = Schemas["WorkOrderHappened"];

/** What the office asks of orders and complaints alike. */
export type SharedCommand = Extract<WorkOrderCommand, ComplaintCommand>;

/** The names of commands as they are sent: a text, or an object with one property. */
export type CommandName<Command> = Command extends string ? Command : keyof Command;

/** What happened, as far as this version knows it; the API is open for what later ones write. */
type Known = WorkOrderHappened | RequestHappened | ComplaintHappened;
type Detail<Event, Kind> = Event extends { kind: infer Kinds; detail: infer Fields }
  ? Kind extends Kinds
    ? Fields
    : never
  : never;

/** The kinds of event of every kind of document. */
export type EventKind = Known["kind"];
/** What an event of a kind says. */
export type DetailOf<Kind extends EventKind> = Detail<Known, Kind>;
