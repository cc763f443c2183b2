# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The Arrow C data and stream interfaces through ctypes: a consumer and a producer of few types, which count releases."""

import ctypes as c

import numpy as np


class Schema(c.Structure):
    pass


class Array(c.Structure):
    pass


class Stream(c.Structure):
    pass


SCHEMA_RELEASE = c.CFUNCTYPE(None, c.POINTER(Schema))
ARRAY_RELEASE = c.CFUNCTYPE(None, c.POINTER(Array))
STREAM_RELEASE = c.CFUNCTYPE(None, c.POINTER(Stream))
GET_SCHEMA = c.CFUNCTYPE(c.c_int, c.POINTER(Stream), c.POINTER(Schema))
GET_NEXT = c.CFUNCTYPE(c.c_int, c.POINTER(Stream), c.POINTER(Array))
GET_ERROR = c.CFUNCTYPE(c.c_char_p, c.POINTER(Stream))

Schema._fields_ = [("format", c.c_char_p), ("name", c.c_char_p), ("metadata", c.c_char_p), ("flags", c.c_int64),
                   ("n_children", c.c_int64), ("children", c.POINTER(c.POINTER(Schema))), ("dictionary", c.POINTER(Schema)),
                   ("release", SCHEMA_RELEASE), ("private_data", c.c_void_p)]
Array._fields_ = [("length", c.c_int64), ("null_count", c.c_int64), ("offset", c.c_int64), ("n_buffers", c.c_int64),
                  ("n_children", c.c_int64), ("buffers", c.POINTER(c.c_void_p)), ("children", c.POINTER(c.POINTER(Array))),
                  ("dictionary", c.POINTER(Array)), ("release", ARRAY_RELEASE), ("private_data", c.c_void_p)]
Stream._fields_ = [("get_schema", GET_SCHEMA), ("get_next", GET_NEXT), ("get_last_error", GET_ERROR),
                   ("release", STREAM_RELEASE), ("private_data", c.c_void_p)]

capsule_pointer = c.pythonapi.PyCapsule_GetPointer
capsule_pointer.restype, capsule_pointer.argtypes = c.c_void_p, [c.py_object, c.c_char_p]
new_capsule = c.pythonapi.PyCapsule_New
new_capsule.restype, new_capsule.argtypes = c.py_object, [c.c_void_p, c.c_char_p, c.c_void_p]

TYPES = {b"l": np.int64, b"I": np.uint32, b"g": np.float64, b"i": np.int32, b"tsu:": "datetime64[us]", b"tDu": "timedelta64[us]"}


def is_valid(array, i):
    if array.null_count == 0 or not array.buffers[0]:
        return True
    byte = c.cast(array.buffers[0], c.POINTER(c.c_uint8))[i // 8]
    return bool(byte >> i % 8 & 1)


def values_of(schema, array):
    n = array.length
    if schema.dictionary:
        names = values_of(schema.dictionary.contents, array.dictionary.contents)
        codes = np.ctypeslib.as_array(c.cast(array.buffers[1], c.POINTER(c.c_int32)), (n,)) if n else []
        return [names[codes[i]] if is_valid(array, i) else None for i in range(n)]
    if schema.format == b"U":
        bounds = c.cast(array.buffers[1], c.POINTER(c.c_int64))
        return [c.string_at(array.buffers[2] + bounds[i], bounds[i + 1] - bounds[i]).decode() for i in range(n)]
    if schema.format == b"b":
        bits = c.cast(array.buffers[1], c.POINTER(c.c_uint8))
        return [bool(bits[i // 8] >> i % 8 & 1) for i in range(n)]
    dtype = np.dtype(TYPES[schema.format])
    raw = np.frombuffer(c.string_at(array.buffers[1], n * dtype.itemsize), dtype=dtype) if n else np.zeros(0, dtype)
    return [raw[i].item() if is_valid(array, i) else None for i in range(n)]


class Consumed:
    """A stream's one batch, held until `release`."""

    def __init__(self, capsule):
        self.capsule = capsule  # which owns the stream
        self.stream = c.cast(capsule_pointer(capsule, b"arrow_array_stream"), c.POINTER(Stream))
        self.schema, self.array, end = Schema(), Array(), Array()
        assert self.stream.contents.get_schema(self.stream, c.byref(self.schema)) == 0
        assert self.stream.contents.get_next(self.stream, c.byref(self.array)) == 0
        assert self.stream.contents.get_next(self.stream, c.byref(end)) == 0
        assert not end.release
        assert not self.stream.contents.get_last_error(self.stream)

    def columns(self):
        out = {}
        for i in range(self.schema.n_children):
            schema = self.schema.children[i].contents
            out[schema.name.decode()] = values_of(schema, self.array.children[i].contents)
        return out

    def release(self):
        for part in (self.schema, self.array):
            part.release(c.byref(part))
            assert not part.release
        self.stream.contents.release(self.stream)
        assert not self.stream.contents.release


class Producer:
    """Batches of columns as a stream: of each (format, values); None is null. Counts what was released."""

    def __init__(self, batches):
        self.batches = batches
        self.released = []
        self.held = []

    def __arrow_c_stream__(self, requested_schema=None):
        stream = Stream()
        batches = iter(self.batches)

        def give(out, part):
            self.held.append(part)
            c.memmove(out, c.byref(part), c.sizeof(part))
            return 0

        def next_batch(_, out):
            batch = next(batches, None)
            return give(out, Array()) if batch is None else give(out, self.array("+s", None, [self.array(*v) for v in batch.values()]))

        stream.get_schema = GET_SCHEMA(lambda _, out: give(out, self.schema("+s", "", [self.schema(f, n) for n, (f, _) in self.batches[0].items()])))
        stream.get_next = GET_NEXT(next_batch)
        stream.get_last_error = GET_ERROR(lambda _: None)

        def release(s):
            self.released.append("stream")
            c.memset(c.addressof(s.contents) + Stream.release.offset, 0, c.sizeof(c.c_void_p))

        stream.release = STREAM_RELEASE(release)
        self.held.append(stream)
        return new_capsule(c.addressof(stream), b"arrow_array_stream", None)

    def _release(self, what, type_):
        def release(p):
            self.released.append(what)
            part = p.contents
            for i in range(part.n_children):
                child = part.children[i]
                if child.contents.release:
                    child.contents.release(child)
            if part.dictionary and part.dictionary.contents.release:
                part.dictionary.contents.release(part.dictionary)
            c.memset(c.addressof(part) + type_.release.offset, 0, c.sizeof(c.c_void_p))

        return release

    def schema(self, format_, name, children=()):
        out = Schema()
        dictionary = isinstance(format_, tuple)
        out.format = (format_[0] if dictionary else format_).encode()
        out.name = name.encode()
        if dictionary:
            one = self.schema(format_[1], "")
            self.held.append(one)
            out.dictionary = c.pointer(one)
        self._children(out, children, Schema)
        out.release = SCHEMA_RELEASE(self._release("schema", Schema))
        return out

    def _children(self, out, children, type_):
        out.n_children = len(children)
        pointers = (c.POINTER(type_) * max(len(children), 1))(*[c.pointer(child) for child in children])
        self.held.append(pointers)
        self.held.extend(children)
        out.children = pointers

    def array(self, format_, values, children=(), first=0):
        out = Array()
        buffers = [None]
        if values is None:
            out.length = children[0].length
        else:
            dictionary = isinstance(format_, tuple)
            if dictionary:
                values, names = values
                one = self.array(format_[1], names)
                self.held.append(one)
                out.dictionary = c.pointer(one)
                format_ = format_[0]
            # One entry in front that the offset leaves out.
            out.length, out.offset = len(values), 1
            values = [values[0] if values else 0, *values]
            out.null_count = sum(v is None for v in values[1:])
            if out.null_count:
                bits = np.packbits(np.array([v is not None for v in values]), bitorder="little")
                buffers[0] = bits
            if format_ in ("u", "U"):
                texts = [(v or "").encode() for v in values]
                bounds = np.concatenate([[0], np.cumsum([len(t) for t in texts])]).astype(np.int32 if format_ == "u" else np.int64)
                buffers += [bounds, np.frombuffer(b"".join(texts) + b"\0", dtype=np.uint8)]
            else:
                dtype = {"c": "i1", "C": "u1", "s": "i2", "S": "u2", "i": "i4", "I": "u4", "l": "i8", "L": "u8",
                         "tdD": "i4"}.get(format_, "i8")
                buffers.append(np.array([0 if v is None else v for v in values], dtype=dtype))
        self.held.append(buffers)
        out.n_buffers = len(buffers)
        pointers = (c.c_void_p * len(buffers))(*[None if b is None else b.ctypes.data for b in buffers])
        self.held.append(pointers)
        out.buffers = pointers
        self._children(out, children, Array)
        out.release = ARRAY_RELEASE(self._release("array", Array))
        return out
