import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { read, write } from "./http";
import { queryString } from "./queries";
import type { ComplaintCommand, ComplaintFields, ComplaintList, ComplaintView } from "./types";

/** More complaints than anybody reads through; the search narrows them. */
const LIST_LIMIT = 500;

export interface ComplaintFilter {
  q?: string | undefined;
  /** `"true"` for what is under way, `"false"` for what has ended; both where absent. */
  open?: "true" | "false" | undefined;
  contested?: boolean;
  /** Only what comes from this document or is about it. */
  linked?: string;
}

/** Complaints, newest first. */
export function useComplaints(filter: ComplaintFilter, limit = LIST_LIMIT) {
  const path = `/api/complaints${queryString({ ...filter, limit })}`;
  return useQuery({
    queryKey: ["complaints", path],
    queryFn: ({ signal }) => read<ComplaintList>(path, signal),
    placeholderData: keepPreviousData,
  });
}

/** One complaint in full. */
export function useComplaint(id: string) {
  return useQuery({
    queryKey: ["complaint", id],
    queryFn: ({ signal }) => read<ComplaintView>(`/api/complaints/${id}`, signal),
  });
}

/** Takes down a complaint. A call it comes from ends in it (R2). */
export function useTakeComplaint() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: ComplaintFields) => write<ComplaintView>("/api/complaints", fields),
    onSuccess: (complaint) => {
      client.setQueryData(["complaint", complaint.id], complaint);
      for (const list of ["complaints", "requests"]) void client.invalidateQueries({ queryKey: [list] });
    },
  });
}

/** Asks something of a complaint; the answer replaces what the page shows. */
export function useComplaintCommand(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: ComplaintCommand) =>
      write<ComplaintView>(`/api/complaints/${id}/commands`, { command }),
    onSuccess: (complaint) => {
      client.setQueryData(["complaint", id], complaint);
      void client.invalidateQueries({ queryKey: ["complaints"] });
      void client.invalidateQueries({ queryKey: ["possible", id] });
    },
  });
}
