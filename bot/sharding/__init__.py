"""Which of Discord's shards this process serves, and in which turn it identifies.

Discord spreads an application's servers over shards. Settings or claims in the database divide
them among processes; `lines` keeps one connection for each that is served here.
"""
