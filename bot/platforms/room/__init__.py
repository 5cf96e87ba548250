"""The embedded chat room: a platform of our own, in the browser, as strict as the strictest real one."""
