"""Feedback about a process, never about a person: names of people, units of few people, and numbers small enough to point at somebody."""
