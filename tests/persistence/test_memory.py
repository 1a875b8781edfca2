"""MemoryStore keeps the contract."""

import pytest

from persistence.memory import MemoryStore
from tests.persistence.contract import StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()
