/** As much of the SDK as is used here; it comes without types of its own. */
declare module "@cloudblueconnect/connect-javascript-sdk" {
  /** What the platform answered. */
  interface Answered {
    readonly id: string;
    readonly type: string;
    readonly status: string;
    readonly name: string;
    readonly text: string;
    readonly scope: string;
    readonly items: unknown;
    readonly asset: { readonly id: string };
    readonly configuration: { readonly id: string };
    readonly messages: readonly object[];
    readonly [field: string]: unknown;
  }

  interface Resource {
    get(id: string | number): Promise<Answered>;
    create(body: object): Promise<Answered>;
    update(id: string, body: object): Promise<Answered>;
    delete(id: string): Promise<void>;
    search(filter?: object): Promise<Answered[]>;
    fetch(path: string, options?: { method?: string; body?: object }): Promise<Response>;
  }

  interface Actions extends Resource {
    link(id: string, assetId: string): Promise<{ readonly link: string }>;
  }

  export class ConnectClient {
    constructor(endpoint: string, apiKey: string);
    readonly requests: Resource;
    readonly assets: Resource;
    readonly webhooks: Resource;
    readonly tierConfigs: Resource;
    readonly hubs: Resource;
    readonly accounts: Resource & { users(id: string): Resource };
    readonly tierAccounts: Resource & { versions(id: string): Resource };
    readonly products: Resource & {
      getItems(id: string): Promise<Answered[]>;
      getParameters(id: string): Promise<Answered[]>;
      getConnections(id: string): Promise<Answered[]>;
      actions(id: string): Actions;
      parameters(id: string): Resource;
      configurations(id: string): Resource;
      connections(id: string): Resource;
      versions(id: string): Resource & { actions(version: number): Actions };
    };
    readonly conversations: Resource & {
      getConversationsByObjectId(id: string): Promise<Answered[]>;
      createMessage(id: string, text: string): Promise<Answered>;
      messages(id: string): Resource;
    };
  }

  export class Fulfillment {
    constructor(client: ConnectClient);
    searchRequests(query: object): Promise<Answered[]>;
    createRequest(request: object): Promise<Answered>;
    getRequest(id: string): Promise<Answered>;
    updateRequest(id: string, body: object): Promise<Answered>;
    updateRequestParameters(id: string, params: object[], note?: string): Promise<Answered>;
    inquireRequest(id: string, body: object, params: object[], note?: string): Promise<Answered>;
    inquireRequestWithTemplate(
      id: string,
      templateId: string,
      params: object[],
      note?: string,
    ): Promise<Answered>;
    pendingRequest(id: string): Promise<Answered>;
    approveRequest(id: string, body: object): Promise<Answered>;
    approveRequestWithTemplate(id: string, templateId: string): Promise<Answered>;
    failRequest(id: string, reason: string): Promise<Answered>;
    getConnectionIdByProductAndHub(productId: string, hubId: string): Promise<string | null>;
    createTierConfigRequest(body: object): Promise<Answered>;
    createUpdateTierConfigRequest(configId: string, params: object[]): Promise<Answered>;
    updateTierConfigRequest(id: string, body: object): Promise<Answered>;
    approveTierConfigRequest(id: string, body: object): Promise<Answered>;
    failTierConfigRequest(id: string, reason: string): Promise<void>;
    searchTierConfigRequests(query: object): Promise<Answered[]>;
    getTierConfigRequest(id: string): Promise<Answered>;
    inquireTierConfigRequest(id: string, params: object[], notes?: string): Promise<void>;
    pendingTierConfigRequest(id: string): Promise<void>;
    updateTierConfigRequestParameters(id: string, params: object[]): Promise<Answered>;
    approveTierConfigRequestWithTemplate(id: string, templateId: string): Promise<Answered>;
  }

  export class Inventory {
    constructor(client: ConnectClient);
    getParametersByProduct(id: string): Promise<Answered[]>;
    getAssetParametersForFulfillmentByProduct(id: string): Promise<Answered[]>;
    getProductTemplates(id: string): Promise<Answered[]>;
    getProductAssetTemplates(id: string): Promise<Answered[]>;
    searchProductParameters(id: string, query: object): Promise<Answered[]>;
    getProductActionLink(
      id: string,
      actionId: string,
      assetId: string,
    ): Promise<{ readonly link: string }>;
  }

  export class Directory {
    constructor(client: ConnectClient);
    searchAssets(query: object): Promise<Answered[]>;
    getAssetsByProductIdExternalId(productId: string, externalId: string): Promise<Answered[]>;
    searchTierConfigurations(query: object): Promise<Answered[]>;
    searchTierAccounts(query: object): Promise<Answered[]>;
    getTierAccount(id: string): Promise<Answered>;
    getTierAccountVersion(id: string, version: number): Promise<Answered>;
    searchTierAccountRequests(query: object): Promise<Answered[]>;
    getTierAccountRequest(id: string): Promise<Answered>;
    createTierAccountRequest(body: object): Promise<Answered>;
    acceptTierAccountRequest(id: string): Promise<Answered>;
    ignoreTierAccountRequest(id: string, reason: string): Promise<Answered>;
  }

  export class Subscriptions {
    constructor(client: ConnectClient);
    getRecurringAsset(id: string): Promise<Answered>;
    searchRecurringAssets(query: object): Promise<Answered[]>;
    createBillingRequest(body: object): Promise<Answered>;
    getBillingRequest(id: string): Promise<Answered>;
    searchBillingRequests(query: object): Promise<Answered[]>;
    updateBillingRequestAttributes(id: string, attributes: object): Promise<Answered>;
  }

  export class APIError extends Error {}
}
