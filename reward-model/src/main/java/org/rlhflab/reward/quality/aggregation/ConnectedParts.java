package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a chain of comparisons connects: two items of one part can be compared, two of different
/// parts cannot. By union and find (Tarjan 1975).
final class ConnectedParts {
  private final int[] parent; // [items]

  ConnectedParts(int items) {
    parent = new int[items];
    Arrays.setAll(parent, i -> i);
  }

  /// The two were compared.
  void connect(int i, int j) {
    parent[root(i)] = root(j);
  }

  /// The part of each item, numbered from 0 in the order of their first items.
  int[] partOfItem() {
    int[] number = new int[parent.length];
    Arrays.fill(number, -1);
    int[] part = new int[parent.length];
    int parts = 0;
    for (int i = 0; i < parent.length; i++) {
      int root = root(i);
      if (number[root] < 0) {
        number[root] = parts++;
      }
      part[i] = number[root];
    }
    return part;
  }

  /// The items of each part, ascending.
  static List<List<Integer>> members(int[] partOfItem) {
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < partOfItem.length; i++) {
      if (partOfItem[i] == members.size()) {
        members.add(new ArrayList<>());
      }
      members.get(partOfItem[i]).add(i);
    }
    return members;
  }

  private int root(int i) {
    int root = i;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
