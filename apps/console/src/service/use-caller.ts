import { useQuery } from "@tanstack/react-query";

import { roles, type Caller, type Role } from "./answers.ts";
import { get } from "./request.ts";

/** Who is calling, as the service sees it. */
export const useCaller = () =>
  useQuery({
    queryKey: ["caller"],
    queryFn: async ({ signal }) => get<Caller>("/caller", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Whether the caller has a role or one above it; false for as long as that is not known. */
export function useHasRole(role: Role): boolean {
  const { data } = useCaller();
  return data !== undefined && roles.indexOf(data.role) >= roles.indexOf(role);
}
