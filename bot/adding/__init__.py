"""Filling a library: what members bring becomes stories, step by step, and they see how far."""
