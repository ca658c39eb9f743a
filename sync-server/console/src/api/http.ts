/**
 * One door to the server: same-origin JSON, the session cookie, and every failure as one of a few typed errors that
 * screens know how to show.
 */

/** The rules said no; nothing was changed. `message` is in the language asked for. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly parameters: Record<string, string> = {},
  ) {
    super(message);
  }
}
/** Nobody is logged in, or the session has ended. */
export class LoginRequired extends Error {}
/** Logged in, but this role may not. */
export class Forbidden extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
/** What was asked for is not there. */
export class NotFound extends Error {}
/** No answer at all: the server is down or the network is away. */
export class Unreachable extends Error {}
/** The server failed; `status` is the HTTP status. */
export class ServerFault extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

let acceptLanguage = "zh-Hans";
/** The language refusals come in. */
export function setAcceptLanguage(language: string): void {
  acceptLanguage = language;
}

let onLoginRequired: () => void = () => undefined;
/** What to do when any answer says that the session has ended. */
export function setLoginRequiredHandler(handler: () => void): void {
  onLoginRequired = handler;
}

/** 128 random bits as hex. `crypto.randomUUID` is missing on plain http, which a first installation may use. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

// A request that got no answer may have been carried out. Asking again for exactly the same thing reuses its key, so
// that the server answers what it did the first time instead of doing it twice.
const unanswered = new Map<string, string>();

/** Reads a resource. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return JSON.parse(await send(path, { signal: signal ?? null })) as T;
}

/** Reads a page. */
export async function readText(path: string, signal?: AbortSignal): Promise<string> {
  return send(path, { signal: signal ?? null, headers: { Accept: "text/html" } });
}

/** Asks for a change. */
export async function write<T>(path: string, body: unknown = {}): Promise<T> {
  const json = JSON.stringify(body);
  const request = `${path}\n${json}`;
  const key = unanswered.get(request) ?? randomKey();
  unanswered.set(request, key);
  const text = await send(
    path,
    { method: "POST", body: json, headers: { "Content-Type": "application/json", "Idempotency-Key": key } },
    () => unanswered.delete(request),
  );
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Hands in a file. The server knows its parts by their content: handing it in again changes nothing. */
export async function writeFile<T>(path: string, file: Blob): Promise<T> {
  const headers = { "Content-Type": "application/octet-stream", "Idempotency-Key": randomKey() };
  return JSON.parse(await send(path, { method: "POST", body: file, headers })) as T;
}

/** Sends and reads the answer to its end: one that is cut short is none. */
async function send(
  path: string,
  init: RequestInit,
  answered: () => void = () => undefined,
): Promise<string> {
  const headers = { Accept: "application/json", "Accept-Language": acceptLanguage, ...init.headers };
  let response: Response;
  let body: string;
  try {
    response = await fetch(path, { ...init, headers, credentials: "same-origin" });
    body = await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable();
  }
  // A gateway's 502–504 is silence from the server behind it.
  if (response.status >= 502 && response.status <= 504) throw new Unreachable();
  answered();
  if (response.ok) return body;
  const error = failure(response.status, problem(body));
  if (error instanceof LoginRequired && path !== "/api/login") onLoginRequired();
  throw error;
}

interface Problem {
  code?: string;
  message?: string;
  parameters?: Record<string, string>;
}

function problem(body: string): Problem {
  try {
    return JSON.parse(body) as Problem;
  } catch {
    return {};
  }
}

/** The typed error of an answer that is not a success. */
export function failure(status: number, { code = "", message = "", parameters = {} }: Problem): Error {
  switch (status) {
    case 401:
      return new LoginRequired(message);
    case 403:
      return new Forbidden(code, message);
    case 404:
      return new NotFound(message);
    case 400:
    case 409:
    case 413:
    case 422:
    case 429:
      return new Refused(code, message, parameters);
    default:
      return new ServerFault(status, message);
  }
}

/** Whether asking again by itself could help. */
export function worthRetrying(error: unknown): boolean {
  return error instanceof Unreachable || error instanceof ServerFault;
}
