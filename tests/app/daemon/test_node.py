from contextlib import ExitStack

import pytest

from monitor.app.daemon.node import MOST_NODES, node_name
from monitor.errors import DependencyUnavailable


def test_a_node_has_the_same_name_after_a_restart(tmp_path):
    with node_name(tmp_path) as first:
        pass
    with node_name(tmp_path) as second:
        pass
    assert first == second


def test_two_nodes_at_once_have_different_names(tmp_path):
    with node_name(tmp_path) as first, node_name(tmp_path) as second:
        assert first != second


def test_nodes_of_different_state_folders_have_different_names(tmp_path):
    with node_name(tmp_path / "a") as first, node_name(tmp_path / "b") as second:
        assert first != second


def test_a_name_is_free_again_after_a_fault(tmp_path):
    with pytest.raises(KeyError), node_name(tmp_path) as first:
        raise KeyError
    with node_name(tmp_path) as second:
        assert first == second


def test_a_state_folder_that_cannot_be_used_is_said(tmp_path):
    (tmp_path / "state").write_text("a file where a folder should be")
    with (
        pytest.raises(DependencyUnavailable, match="correct `state_dir`"),
        node_name(tmp_path / "state"),
    ):
        pass


def test_there_is_a_limit_to_the_nodes_of_one_folder(tmp_path):
    with ExitStack() as held:
        for _ in range(MOST_NODES):
            held.enter_context(node_name(tmp_path))
        with pytest.raises(DependencyUnavailable, match="64 daemons run"), node_name(tmp_path):
            pass
