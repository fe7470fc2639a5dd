package dev.tandem.metric;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody probably meant, by Damerau and Levenshtein's distance with adjacent swaps; case does not matter. */
public final class Nearest {

    private Nearest() {}

    /** The closest known name, if it is at most a third of the shorter word away. */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(word, name) <= Math.max(1, Math.min(word.length(), name.length()) / 3))
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    /** {@code " Did you mean x?"}, or nothing where no known name is near. */
    public static String hint(String word, Collection<String> known) {
        return to(word, known).map(name -> " Did you mean " + name + "?").orElse("");
    }

    private static int distance(String word, String name) {
        String a = word.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
