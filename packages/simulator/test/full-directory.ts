import type { Story } from "./full-world.ts";

/** Reads who there is, list by list and one by one. */
export async function directory(story: Story): Promise<void> {
  const account = await story.first("/accounts");
  const hub = await story.first("/hubs");
  await readBoth(story, "/accounts");
  await readBoth(story, `/accounts/${account.id}/users`);
  await readBoth(story, "/hubs");
  await readBoth(story, `/hubs/${hub.id}/connections`);
  await readBoth(story, "/marketplaces");
  await readBoth(story, "/contracts");
}

async function readBoth(story: Story, path: string): Promise<void> {
  const { id } = await story.first(path);
  await story.vendor(`GET ${path}/${id}`);
}

/** Calls that only older kits make. */
export async function olderCalls(story: Story, product: string, asset: string): Promise<void> {
  const request = await story.first(`/assets/${asset}/requests`);
  const template = await story.first(`/products/${product}/templates?eq(scope,asset)`);
  await story.vendor(`GET /templates/${template.id}/render?request_id=${request.id}`);
  await story.vendor(`POST /requests/${request.id}/assign/UR-1`);
  const action = await story.first(`/products/${product}/actions`);
  const path = `/products/${product}/versions/1/actions/${action.id}`;
  await story.vendor(`GET ${path}/actionLink?asset_id=${asset}`);
}
