// A process of its own that works as the platform's processor template does: read what is pending, go through it one by
// one, call the vendor, write the parameter, approve. It keeps no record and has no idempotency key to give; an error
// ends the run. Kinder than the template in one thing: it reads the whole list before it begins, where paging
// through a list that shrinks meanwhile leaves requests out until the next run.
import { DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";

import { readSetting } from "./setting.ts";

interface FulfillmentRequest {
  readonly id: string;
  readonly type: string;
  readonly asset: {
    readonly product: { readonly id: string };
    readonly params: readonly {
      readonly id: string;
      readonly phase: string;
      readonly value: string;
    }[];
  };
}

const { platformUrl, vendorUrl } = readSetting();
const pageSize = 100;

async function platform<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${platformUrl}${path}`, {
    method,
    headers: { authorization: `ApiKey ${VENDOR_KEY}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function collection<Row>(path: string, filter: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await platform<readonly Row[]>(
      "GET",
      `${path}?${filter}&limit=${pageSize}&offset=${rows.length}`,
    );
    rows.push(...page);
    if (page.length < pageSize) return rows;
  }
}

function parameterValue({ asset }: FulfillmentRequest, phase: string, id: string): string {
  return asset.params.find((one) => one.phase === phase && one.id === id)?.value ?? "-";
}

async function purchase(request: FulfillmentRequest): Promise<void> {
  const email = parameterValue(request, "ordering", "admin_email");
  const answer = await fetch(`${vendorUrl}/accounts`, {
    method: "POST",
    body: JSON.stringify({ requestId: request.id, email }),
  });
  if (!answer.ok) throw new Error(`The vendor's service answered ${answer.status}.`);
  const { id } = (await answer.json()) as { readonly id: string };
  const params = [{ id: "subscription_id", value: id, value_error: "" }];
  await platform("PUT", `/requests/${request.id}`, { asset: { params } });
  const [template] = await collection<{ readonly id: string }>(
    `/products/${request.asset.product.id}/templates`,
    "eq(scope,asset)&eq(type,fulfillment)",
  );
  await platform("POST", `/requests/${request.id}/approve`, { template_id: template?.id });
}

async function run(): Promise<number> {
  await collection(
    "/tier/config-requests",
    `in(configuration.product.id,(${DEFAULT_PRODUCT_ID}))&eq(status,pending)`,
  );
  const requests = await collection<FulfillmentRequest>(
    "/requests",
    `in(asset.product.id,(${DEFAULT_PRODUCT_ID}))&in(status,(pending))`,
  );
  for (const request of requests) if (request.type === "purchase") await purchase(request);
  return requests.length;
}

// The test is gone when its end of the pipe is.
process.stdin.once("end", () => process.exit(1)).resume();
process.stdout.write("started\n");
// The next run begins at once, where cron would leave a pause.
while ((await run()) > 0);
process.stdin.destroy();
