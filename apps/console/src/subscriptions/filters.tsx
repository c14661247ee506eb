import { useQuery } from "@tanstack/react-query";

import { Button } from "../design/button.tsx";
import {
  parties,
  requestStates,
  statuses,
  type Adapter,
  type Product,
} from "../service/answers.ts";
import { queryText } from "../service/query-text.ts";
import { get } from "../service/request.ts";
import { TenantChoice } from "../shell/tenant-choice.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import { questionText, type Question } from "./question.ts";
import { TextFilter } from "./text-filter.tsx";

/** Those the platforms document; others may be in an address. */
const requestTypes = [
  "purchase",
  "change",
  "adjustment",
  "suspend",
  "resume",
  "cancel",
  "renew",
  "transfer",
  "setup",
  "update",
];

interface FiltersProps {
  readonly question: Question;
  readonly onNarrow: (change: Partial<Question>) => void;
  readonly onClear: () => void;
}

function PlatformChoice({ question: { adapter }, onNarrow }: Omit<FiltersProps, "onClear">) {
  const { data = [] } = useQuery({
    queryKey: ["adapters"],
    queryFn: async ({ signal }) => get<readonly Adapter[]>("/adapters", signal),
  });
  const names = [...new Set([...data.map((one) => one.adapter), adapter])];
  return (
    <label className="choice">
      <span className="choice-name">Platform</span>
      <select
        className="input"
        value={adapter}
        onChange={({ target }) => onNarrow({ adapter: target.value })}
      >
        <option value="">any</option>
        {names
          .filter((name) => name !== "")
          .map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}

/** Those with the most subscriptions; others may be in an address. */
function ProductMenu({ question: { product, tenant }, onNarrow }: Omit<FiltersProps, "onClear">) {
  const { data = [] } = useQuery({
    queryKey: ["products", tenant],
    queryFn: async ({ signal }) =>
      get<readonly Product[]>(`/products${queryText({ tenant })}`, signal),
  });
  const values = [...new Set([...product, ...data.map((one) => one.product)])];
  if (values.length === 0) return null;
  return (
    <FilterMenu
      name="Product"
      values={values}
      chosen={product}
      asWords={(value) => value}
      onChoose={(chosen) => onNarrow({ product: chosen })}
    />
  );
}

/** All that narrows the table; the address holds it. */
export function Filters({ question, onNarrow, onClear }: FiltersProps) {
  const { status, requestState, awaited, requestType, tenant, text } = question;
  return (
    <search className="filters">
      <TextFilter text={text} onText={(typed) => onNarrow({ text: typed })} />
      <FilterMenu
        name="Status"
        values={statuses.filter((one) => one !== "new")}
        chosen={status}
        onChoose={(chosen) => onNarrow({ status: chosen })}
      />
      <FilterMenu
        name="Request"
        values={requestStates}
        chosen={requestState}
        onChoose={(chosen) => onNarrow({ requestState: chosen })}
      />
      <FilterMenu
        name="Awaited"
        values={parties}
        chosen={awaited}
        onChoose={(chosen) => onNarrow({ awaited: chosen })}
      />
      <FilterMenu
        name="Type"
        values={[...new Set([...requestTypes, ...requestType])]}
        chosen={requestType}
        onChoose={(chosen) => onNarrow({ requestType: chosen })}
      />
      <ProductMenu question={question} onNarrow={onNarrow} />
      <PlatformChoice question={question} onNarrow={onNarrow} />
      <TenantChoice
        tenant={tenant === "" ? undefined : tenant}
        onChoose={(chosen) => onNarrow({ tenant: chosen ?? "" })}
      />
      {questionText(question) !== "" && (
        <Button kind="quiet" icon="close" onClick={onClear}>
          Clear
        </Button>
      )}
    </search>
  );
}
