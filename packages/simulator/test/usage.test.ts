import { fc, test } from "@fast-check/vitest";
import { beforeEach, describe, expect } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { sheetRows } from "../src/uploads/sheet-rows.ts";
import { activeSubscription, purchaseBody, approve, stage, type Stage } from "./parties.ts";
import { spreadsheet, upload } from "./spreadsheet.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

interface FileSeen {
  readonly id: string;
  readonly status: string;
  readonly error_detail: string;
  readonly usage_file_uri: string;
  readonly records: Record<string, number>;
  readonly stats: Record<string, number>;
  readonly events: Record<string, unknown>;
}

const COLUMNS = [
  "record_id",
  "item_search_criteria",
  "item_search_value",
  "quantity",
  "start_time_utc",
  "end_time_utc",
  "asset_search_criteria",
  "asset_search_value",
];

async function newFile(rest: Record<string, unknown> = {}) {
  const { body, status } = await world.vendor.post("/usage/files", {
    name: "March",
    product: { id: DEFAULT_PRODUCT_ID },
    contract: { id: "CRD-1" },
    period: { from: "2026-03-01", to: "2026-03-31" },
    currency: "EUR",
    ...rest,
  });
  return { status, file: body as unknown as FileSeen };
}

async function act(id: string, action: string, body?: unknown, party = world.vendor) {
  const answer = await party.post(`/usage/files/${id}/${action}`, body);
  return { ...answer, file: answer.body as unknown as FileSeen };
}

async function paidByUse(): Promise<string> {
  const items = [{ id: `${DEFAULT_PRODUCT_ID}-0002`, quantity: -1 }];
  const { body } = await world.distributor.post("/requests", purchaseBody({ items }));
  await approve(world.vendor, body.id);
  return body.asset.id;
}

const row = (asset: string, quantity: number) => [
  "r1",
  "item.mpn",
  "TRAFFIC",
  quantity,
  "2026-03-01 00:00:00",
  "2026-03-31 00:00:00",
  "asset.id",
  asset,
];

describe("a usage file", () => {
  test("goes from draft over ready and pending to accepted and closed, with its records", async () => {
    const asset = await paidByUse();
    const { status, file } = await newFile();
    expect([status, file.status, file.usage_file_uri]).toEqual([201, "draft", ""]);
    expect(file.id).toMatch(/^UF-2026-03-\d{4}-\d{4}$/u);
    expect((await act(file.id, "submit")).status).toBe(400);
    const uploaded = await act(
      file.id,
      "upload",
      upload(spreadsheet([COLUMNS, row(asset, 2.5), row(asset, 1)])),
    );
    expect(uploaded.file).toMatchObject({
      status: "ready",
      records: { valid: 2, invalid: 0, closed: 0 },
      stats: { uploaded: 2, validated: 2 },
    });
    expect((await act(file.id, "submit")).file.status).toBe("pending");
    expect((await act(file.id, "accept", { acceptance_note: "ok" })).status).toBe(403);
    expect((await act(file.id, "accept", {}, world.distributor)).body.errors).toEqual([
      "Missed fields: acceptance_note.",
    ]);
    const accepted = await act(file.id, "accept", { acceptance_note: "ok" }, world.distributor);
    expect(accepted.file).toMatchObject({ status: "accepted", stats: { accepted: 2 } });
    const { list } = await world.vendor.get(`/assets/${asset}/usage/aggregates`);
    expect(list[0]).toMatchObject({ consumed: 3.5, accepted: 3.5 });
    const closed = await act(file.id, "close", undefined, world.distributor);
    expect(closed.file).toMatchObject({ status: "closed", records: { closed: 2 } });
    expect(Object.keys(closed.file.events)).toEqual([
      "created",
      "uploaded",
      "submitted",
      "accepted",
      "closed",
    ]);
  });

  test("may be uploaded again after it was rejected; its records are replaced", async () => {
    const asset = await paidByUse();
    const { file } = await newFile();
    await act(file.id, "upload", upload(spreadsheet([COLUMNS, row(asset, 1), row(asset, 1)])));
    await act(file.id, "submit");
    const rejected = await act(file.id, "reject", { rejection_note: "twice" }, world.distributor);
    expect(rejected.file).toMatchObject({ status: "rejected", rejection_note: "twice" });
    const again = await act(file.id, "upload", upload(spreadsheet([COLUMNS, row(asset, 1)])));
    expect(again.file).toMatchObject({ status: "ready", records: { valid: 1 } });
    const { list } = await world.vendor.get(`/usage/records?eq(usagefile.id,${file.id})`);
    expect(list).toHaveLength(1);
  });

  test("takes what is no spreadsheet as it is, refuses no file, and calls an empty one invalid", async () => {
    const { file } = await newFile();
    expect((await act(file.id, "upload", new FormData())).body.errors).toEqual([
      "Missed fields: usage_file.",
    ]);
    const opaque = await act(file.id, "upload", upload(new TextEncoder().encode("a,b\n1,2\n")));
    expect([opaque.file.status, opaque.file.records["valid"]]).toEqual(["ready", 0]);
    const empty = await act(file.id, "upload", upload(new Uint8Array()));
    expect([empty.file.status, empty.file.error_detail]).toEqual([
      "invalid",
      expect.stringContaining("empty"),
    ]);
    expect((await act(file.id, "reprocess")).file.status).toBe("ready");
  });

  test("is invalid when none of its records has a subscription and an item", async () => {
    const { file } = await newFile();
    const { file: read } = await act(
      file.id,
      "upload",
      upload(spreadsheet([COLUMNS, row("AS-0", 1)])),
    );
    expect(read).toMatchObject({ status: "invalid", records: { valid: 0, invalid: 1 } });
  });

  test("can be deleted until it is submitted", async () => {
    const { file } = await newFile();
    expect((await act(file.id, "delete")).file.status).toBe("deleted");
    expect((await act(file.id, "delete")).status).toBe(400);
  });

  test("needs a product that is paid by use, a contract and a period", async () => {
    const { id } = world.simulator.addProduct({ capabilities: {} });
    expect((await newFile({ product: { id } })).status).toBe(400);
    expect((await newFile({ contract: undefined })).status).toBe(400);
    expect((await newFile({ period: { from: "2026-03-31", to: "2026-03-01" } })).status).toBe(400);
  });

  test("keeps the name of an upload in the record of calls, not its bytes", async () => {
    const { file } = await newFile();
    await act(file.id, "upload", upload(new TextEncoder().encode("secret usage")));
    const call = world.simulator.calls.at(-1);
    expect(call?.body).toMatchObject({ usage_file: { name: "usage.xlsx", size: 12, rows: null } });
    expect(JSON.stringify(call)).not.toContain("secret usage");
  });
});

describe("records", () => {
  test("are closed one by one or together, and each refusal is told", async () => {
    const asset = await paidByUse();
    const { file } = await newFile();
    await act(file.id, "upload", upload(spreadsheet([COLUMNS, row(asset, 1), row(asset, 2)])));
    await act(file.id, "submit");
    await act(file.id, "accept", { acceptance_note: "ok" }, world.distributor);
    const [first, second] = (await world.distributor.get("/usage/records")).list;
    const one = await world.distributor.post(`/usage/records/${first?.id ?? ""}/close`, {
      external_billing_id: "B-1",
    });
    expect([one.status, one.body.status]).toEqual([200, "closed"]);
    const together = await world.distributor.post("/usage/records/close-records", [
      { id: first?.id, external_billing_id: "B-2" },
      { id: second?.id, external_billing_id: "B-2" },
    ]);
    expect(together.status).toBe(206);
    expect(together.list).toMatchObject([{ error_codes: "REQ_003" }, { status: "closed" }]);
  });
});

describe("a spreadsheet", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "B", "<", "&", '"', "é", " ", "1") });

  test.prop([fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { maxLength: 5 })])(
    "is read row by row, whatever stands in its cells",
    (cells) => {
      const names = ["one", "two", "three"];
      const expected = cells.map((values) =>
        Object.fromEntries(
          names.map((name, at) => [name, values[at] ?? ""]).filter(([, value]) => value !== ""),
        ),
      );
      expect(sheetRows(spreadsheet([names, ...cells]))).toEqual(expected);
    },
  );

  test.prop([fc.uint8Array({ maxLength: 200 })])("is told from any other bytes", (bytes) => {
    expect(sheetRows(bytes)).toBeUndefined();
  });

  test.prop([fc.nat({ max: 400 }), fc.nat({ max: 255 })])(
    "may be damaged without harm",
    (place, byte) => {
      const bytes = spreadsheet([
        ["a", "b"],
        ["1", "2"],
      ]);
      bytes[place % bytes.length] = byte;
      const rows = sheetRows(bytes);
      expect(rows === undefined || Array.isArray(rows)).toBe(true);
    },
  );
});

test("an active subscription of reservations has nothing to report", async () => {
  const id = await activeSubscription(world);
  expect((await world.vendor.get(`/assets/${id}/usage/aggregates`)).list).toEqual([]);
});
