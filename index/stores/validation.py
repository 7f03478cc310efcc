"""What vectors and ids must be before anything stores or searches them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from index.errors import VectorError
from index.stores.base import Ids, Vectors

LENGTH_TOLERANCE = 1e-3
"""How far a vector's length may be from 1: what half precision can cost it, and no more."""

_REMEDY = "; re-index the library with `verse reindex`."


def checked_vectors(vectors: ArrayLike, *, dimensions: int | None = None) -> Vectors:
    """Return the vectors as float32 of shape (n, dimensions).

    ``dimensions`` of None accepts any number of them from 1.

    Raises:
        VectorError: the shape is another one, or a row is not finite or not of length 1.

    """
    array = np.asarray(vectors)
    if array.ndim != 2 or array.shape[1] == 0 or not np.issubdtype(array.dtype, np.floating):
        raise VectorError(f"Vectors came as {array.dtype}{array.shape}{_REMEDY}")
    if dimensions is not None and array.shape[1] != dimensions:
        raise VectorError(
            f"Vectors came with {array.shape[1]} dimensions instead of {dimensions}{_REMEDY}"
        )
    # Numbers too large to square are refused below, by their infinite length.
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.sqrt(np.einsum("ij,ij->i", array, array, dtype=np.float64))
    # Written so that a length that is not a number fails too.
    if not np.all(np.abs(lengths - 1.0) <= LENGTH_TOLERANCE):
        row = int(np.argmin(np.abs(lengths - 1.0) <= LENGTH_TOLERANCE))
        raise VectorError(f"Vector {row} has the length {lengths[row]:.6g} instead of 1{_REMEDY}")
    return np.ascontiguousarray(array, dtype=np.float32)


def checked_query(query: ArrayLike, *, dimensions: int) -> Vectors:
    """Return a question's vector as float32 of shape (1, dimensions).

    Raises:
        VectorError: the shape is another one, or it is not finite or not of length 1.

    """
    array = np.asarray(query)
    if array.ndim != 1:
        raise VectorError(f"A question's vector came with the shape {array.shape}{_REMEDY}")
    return checked_vectors(array[np.newaxis], dimensions=dimensions)


def checked_ids(ids: ArrayLike, *, count: int | None = None) -> Ids:
    """Return the ids as int64 of shape (n,); ``count`` is how many there have to be.

    Raises:
        VectorError: they are not whole numbers from 0, repeat, or are another number.

    """
    array = whole_numbers(ids)
    if count is not None and len(array) != count:
        raise VectorError(f"{len(array)} ids came for {count} vectors{_REMEDY}")
    if len(array) and array.min() < 0:
        raise VectorError(f"The id {array.min()} is negative{_REMEDY}")
    if len(np.unique(array)) != len(array):
        raise VectorError(f"An id came more than once{_REMEDY}")
    return array


def whole_numbers(ids: ArrayLike) -> Ids:
    """Return ids as int64 of shape (n,), whatever they are.

    Raises:
        VectorError: they are not whole numbers in one row.

    """
    array = np.asarray(ids)
    if array.size == 0:
        return np.empty(0, dtype=np.int64)
    if array.ndim != 1 or not np.issubdtype(array.dtype, np.integer):
        raise VectorError(f"Ids came as {array.dtype}{array.shape}{_REMEDY}")
    if array.dtype == np.uint64 and array.max() > np.iinfo(np.int64).max:
        raise VectorError(f"The id {array.max()} is too large{_REMEDY}")
    found: NDArray[np.int64] = np.ascontiguousarray(array, dtype=np.int64)
    return found
