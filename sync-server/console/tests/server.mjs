// A server with the sample organisation, for as long as a test runs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Starts `program serve` on a free port with data of its own; resolves when it listens. */
export async function startServer(program) {
  const data = await mkdtemp(join(tmpdir(), "jobsheet-server-"));
  const password = randomBytes(12).toString("hex");
  const settings = { JOBSHEET_LISTEN: "127.0.0.1:0", JOBSHEET_DATA: data, JOBSHEET_DEMO_PASSWORD: password };
  const child = spawn(program, ["serve"], {
    env: { ...process.env, ...settings },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = await listening(child, ended);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { address, login: "dispatcher", password, stop };
}

/** The address in the first line that names one. */
async function listening(child, ended) {
  const lines = createInterface({ input: child.stdout });
  const found = new Promise((resolve) => {
    lines.on("line", (line) => {
      const [address] = line.match(/127\.0\.0\.1:\d+/) ?? [];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
  const first = await Promise.race([found, ended]);
  assert.equal(typeof first, "string", "the server ended before it listened");
  return first;
}
