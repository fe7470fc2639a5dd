package dev.tandem.image;

import dev.tandem.data.DataFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Picture files and what they show.
 *
 * @param root folder that relative paths start at
 * @param classes names, in the order of the targets' columns
 * @param entries in the order of the samples' numbers
 */
record Listing(DataFile root, List<String> classes, List<Entry> entries) {

    /**
     * One picture.
     *
     * @param path relative to the root, or a whole address
     * @param labels numbers of its classes
     */
    record Entry(String path, List<Integer> labels) {}

    /** A part of the samples with each mix of labels; the classes stay. */
    Listing only(ImageSubset subset, long seed) {
        Map<String, List<Integer>> strata = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            String stratum = entries.get(i).labels().stream().map(classes::get).collect(Collectors.joining("|"));
            strata.computeIfAbsent(stratum, name -> new ArrayList<>()).add(i);
        }
        BitSet chosen = new BitSet();
        strata.forEach((name, all) -> subset.of(name, all, seed).forEach(chosen::set));
        return new Listing(root, classes, chosen.stream().mapToObj(entries::get).toList());
    }

    /** With labels as names; classes are all that occur, in the order of their names, or of numbers if all are whole numbers. */
    static Listing named(DataFile root, List<String> paths, List<List<String>> labels) {
        List<String> classes =
                labels.stream().flatMap(List::stream).distinct().sorted().collect(Collectors.toList());
        if (classes.stream().allMatch(name -> name.matches("\\d{1,9}"))) {
            classes.sort((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        classes.forEach(name -> numbers.put(name, numbers.size()));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            entries.add(new Entry(
                    paths.get(i),
                    labels.get(i).stream().map(numbers::get).sorted().distinct().toList()));
        }
        return new Listing(root, Collections.unmodifiableList(classes), Collections.unmodifiableList(entries));
    }
}
