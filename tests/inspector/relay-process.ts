import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

const program = `
import { createInspectorServer } from "@statelyai/inspect/server";
createInspectorServer({ port: Number(process.argv[1]), autoOpen: false });
`;

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("close", () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}

/** Stately's own relay, in a process of its own. */
export async function relayProcess(port: number) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, String(port)], {
    cwd: import.meta.dirname,
    stdio: "ignore",
  });
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error("the relay did not start");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}
