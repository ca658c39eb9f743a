import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { LoginRequired, read, write } from "./http";
import type { Me } from "./types";

const ME = ["me"] as const;

/** Who is logged in; `null` when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async ({ signal }) => {
      try {
        return await read<Me>("/api/me", signal);
      } catch (error) {
        if (error instanceof LoginRequired) return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

/** Logs in with a name and password; a session that had ended goes on with what is on the screen. */
export function useLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: { name: string; password: string }) => write("/api/login", credentials),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Ends the session. The page starts anew, which forgets everything it had read and what was being typed. */
export function useLogout() {
  return useMutation({
    mutationFn: () => write("/api/logout"),
    onSuccess: () => window.location.assign("/"),
  });
}

/** Whether somebody works in the field only: the console holds their own tablets for them and nothing else. */
export function worksInTheField(me: Me | null | undefined): boolean {
  return me?.roles.every((role) => role === "technician") ?? false;
}
