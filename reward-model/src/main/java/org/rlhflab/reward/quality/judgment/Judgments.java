package org.rlhflab.reward.quality.judgment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Who put which item into which category: the one input of every measure of agreement and of every
/// aggregation. Not everybody has to judge everything, and somebody may judge an item twice.
///
/// Items, annotators and categories are numbered from 0. Categories stand in ascending order, which
/// ordinal and interval measures rely on: as numbers where all their names are numbers, otherwise
/// as given.
public final class Judgments {
  private final List<String> items;
  private final List<String> annotators;
  private final List<String> categories;
  private final int[] item; // [judgments]
  private final int[] annotator; // [judgments]
  private final int[] category; // [judgments]

  private Judgments(
      List<String> items,
      List<String> annotators,
      List<String> categories,
      int[] item,
      int[] annotator,
      int[] category) {
    this.items = items;
    this.annotators = annotators;
    this.categories = categories;
    this.item = item;
    this.annotator = annotator;
    this.category = category;
  }

  /// Gathers judgments; names are numbered as they come.
  public static final class Builder {
    private final Map<String, Integer> items = new LinkedHashMap<>();
    private final Map<String, Integer> annotators = new LinkedHashMap<>();
    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private final List<int[]> rows = new ArrayList<>();

    /// With categories in this order, ahead of any that come up later.
    public Builder(String... known) {
      for (String category : known) {
        number(categories, category);
      }
    }

    /// One judgment.
    public Builder add(String item, String annotator, String category) {
      rows.add(
          new int[] {
            number(items, item), number(annotators, annotator), number(categories, category)
          });
      return this;
    }

    /// All of them.
    public Judgments build() {
      int n = rows.size();
      int[] item = new int[n];
      int[] annotator = new int[n];
      int[] category = new int[n];
      List<String> names = new ArrayList<>(categories.keySet());
      int[] place = ascending(names);
      for (int j = 0; j < n; j++) {
        int[] row = rows.get(j);
        item[j] = row[0];
        annotator[j] = row[1];
        category[j] = place[row[2]];
      }
      return new Judgments(
          List.copyOf(items.keySet()),
          List.copyOf(annotators.keySet()),
          List.copyOf(names),
          item,
          annotator,
          category);
    }

    private static int number(Map<String, Integer> numbers, String name) {
      return numbers.computeIfAbsent(name, _ -> numbers.size());
    }

    /// Sorts names that are all numbers; gives the new place of each old one.
    private static int[] ascending(List<String> names) {
      List<String> before = List.copyOf(names);
      if (names.stream().allMatch(name -> asNumber(name).isPresent())) {
        names.sort((a, b) -> Double.compare(asNumber(a).getAsDouble(), asNumber(b).getAsDouble()));
      }
      return before.stream().mapToInt(names::indexOf).toArray();
    }
  }

  /// How many judgments there are.
  public int size() {
    return item.length;
  }

  /// The names of the items.
  public List<String> items() {
    return items;
  }

  /// The names of the annotators.
  public List<String> annotators() {
    return annotators;
  }

  /// The names of the categories, in ascending order.
  public List<String> categories() {
    return categories;
  }

  /// The item of judgment j.
  public int item(int j) {
    return item[j];
  }

  /// Whose judgment j is.
  public int annotator(int j) {
    return annotator[j];
  }

  /// The category of judgment j.
  public int category(int j) {
    return category[j];
  }

  /// A category as a number, for interval measures.
  public double value(int c) {
    return asNumber(categories.get(c))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "an interval measure needs numbers as categories, got \""
                    + categories.get(c)
                    + "\"; take the nominal one"));
  }

  /// How often each item was put into each category.
  public int[][] counts() { // [items][categories]
    int[][] counts = new int[items.size()][categories.size()];
    for (int j = 0; j < item.length; j++) {
      counts[item[j]][category[j]]++;
    }
    return counts;
  }

  /// Without anybody's second judgment of an item: two judgments of one person say nothing of the
  /// agreement between people.
  public Judgments firstOfEach() {
    Set<Long> seen = new HashSet<>();
    boolean[] kept = new boolean[size()];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = seen.add(cell(j));
    }
    return only(kept);
  }

  /// Refuses judgments of which two are of one person on one item.
  public Judgments requireOneOfEach() {
    Map<Long, Integer> seen = new HashMap<>();
    for (int j = 0; j < size(); j++) {
      if (seen.put(cell(j), j) != null) {
        throw new IllegalArgumentException(
            "agreement between people needs one judgment of each: %s judged %s twice; take firstOfEach()"
                .formatted(annotators.get(annotator[j]), items.get(item[j])));
      }
    }
    return this;
  }

  /// Only the judgments of items that have exactly `n` of them.
  public Judgments ofItemsJudgedBy(int n) {
    int[] judged = judgmentsPerItem();
    boolean[] kept = new boolean[size()];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = judged[item[j]] == n;
    }
    return only(kept);
  }

  /// How many judgments each item has.
  public int[] judgmentsPerItem() { // [items]
    int[] judged = new int[items.size()];
    for (int i : item) {
      judged[i]++;
    }
    return judged;
  }

  private long cell(int j) {
    return ((long) item[j] << 32) | annotator[j];
  }

  /// Keeps the names of annotators and categories; items that lose all judgments go.
  private Judgments only(boolean[] kept) {
    int[] place = new int[items.size()];
    Arrays.fill(place, -1);
    List<String> left = new ArrayList<>();
    int n = 0;
    int[] newItem = new int[size()];
    int[] newAnnotator = new int[size()];
    int[] newCategory = new int[size()];
    for (int j = 0; j < kept.length; j++) {
      if (kept[j]) {
        if (place[item[j]] < 0) {
          place[item[j]] = left.size();
          left.add(items.get(item[j]));
        }
        newItem[n] = place[item[j]];
        newAnnotator[n] = annotator[j];
        newCategory[n++] = category[j];
      }
    }
    return new Judgments(
        List.copyOf(left),
        annotators,
        categories,
        Arrays.copyOf(newItem, n),
        Arrays.copyOf(newAnnotator, n),
        Arrays.copyOf(newCategory, n));
  }

  private static OptionalDouble asNumber(String name) {
    try {
      double value = Double.parseDouble(name);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
