"""The results map: its outline, its forms, its checks, its history, and the goals and initiatives beside it."""
