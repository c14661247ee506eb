import { receive, type InspectedClient, type InspectorUpdate } from "@tenure/inspector/session";

/** The clients after one more update; those given stay as they are. */
export function clientsAfter(
  clients: readonly InspectedClient[],
  update: InspectorUpdate,
): readonly InspectedClient[] {
  const changed = (
    id: string,
    change: (client: InspectedClient) => InspectedClient,
  ): readonly InspectedClient[] =>
    clients.map((client) => (client.id === id ? change(client) : client));
  switch (update.type) {
    case "state":
      return update.clients;
    case "opened":
      return [...clients.filter(({ id }) => id !== update.client.id), update.client];
    case "message":
      return changed(update.id, (client) => ({
        ...client,
        session: receive(client.session, update.message),
      }));
    case "refused":
      return changed(update.id, (client) => ({
        ...client,
        refused: client.refused + 1,
        refusal: update.reason,
      }));
    case "closed":
      return changed(update.id, (client) => ({ ...client, closedAt: update.at }));
    case "forgotten":
      return clients.filter(({ id }) => id !== update.id);
  }
}
