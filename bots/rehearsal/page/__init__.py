"""The pages of the rehearsal: the workspace as each person sees it, and the mailbox."""
