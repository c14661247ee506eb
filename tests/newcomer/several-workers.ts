import type { Embedded } from "./embed.ts";
import type { Newcomer } from "./newcomer.ts";

/** Follows the tutorial, with a database of this address: two workers, one of which is killed. */
export async function severalWorkers(
  { open, read }: Newcomer,
  { project, distributor, platform }: Embedded,
  databaseUrl: string,
): Promise<void> {
  const page = read("docs/tutorials/several-workers.md");
  const [first, second] = [open("first"), open("first")];
  await first.run(page.commands());
  page.write("worker.ts", project);
  const database = "postgres://user:password@127.0.0.1:5432/tenure";
  const commands = page.commands({ [database]: databaseUrl });
  const one = first.type(commands);
  const [, killed = ""] = await one.says(/works, process (\d+)/u);
  await one.says(page.expected());
  // With the same variables, as the page says.
  const variables = commands.split("\n").filter((line) => line.startsWith("export "));
  await second.run(variables.join("\n"));
  const two = second.type(page.commands());
  await two.says(/^two works/mu);

  const bought = await distributor.run(page.commands());
  const requests = [...bought.output().matchAll(/by request (PR-\S+)/gu)].map(([, id]) => id);
  for (const id of requests) await platform.untilStatus(`/requests/${id}`, "approved");
  const handled = page.expected();
  await Promise.race([one.says(handled), two.says(handled)]);

  const again = await distributor.run(page.commands({ PROCESS: killed }));
  const [, id = ""] = await again.says(/by request (PR-\S+)/u);
  await two.says(page.expected());
  await two.says(new RegExp(`^two handles ${id} with the key \\S+$`, "mu"));
  await platform.untilStatus(`/requests/${id}`, "approved");
  await first.close();
  second.interrupt();
  await two.ended();
  page.end();
}
