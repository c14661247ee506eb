/** The connection breaks without an answer. In process `fetch` rejects with it; a listener destroys the socket. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super("fetch failed");
  }
}
