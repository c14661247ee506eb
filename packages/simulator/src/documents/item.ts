/** One line of a subscription or request. Quantities are text; `unlimited` for pay-as-you-go. */
export interface Item {
  /** The local id, `PRD_100_000_001_0001` or a vendor's SKU. */
  readonly id: string;
  readonly global_id: string;
  readonly mpn: string;
  readonly old_quantity: string;
  readonly quantity: string;
  /** The unit of measure. */
  readonly type: string;
  readonly display_name: string;
  readonly period: string | null;
  readonly item_type: string;
  readonly [extra: string]: unknown;
}
