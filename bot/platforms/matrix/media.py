"""x"""


async def attachment(upload, file, *, encrypted):
    raise NotImplementedError
