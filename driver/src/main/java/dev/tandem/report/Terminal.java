package dev.tandem.report;

import java.util.Map;

/** Whether lines can be painted over. */
public enum Terminal {
    NONE,
    ANSI;

    /** What this process writes to. */
    @SuppressWarnings("SystemConsoleNull") // Spark 3.5 wants Java 17, where null says that there is no terminal
    public static Terminal detect() {
        return of(System.console() != null, System.getenv());
    }

    static Terminal of(boolean interactive, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        return interactive && !kind.equals("dumb") ? ANSI : NONE;
    }

    /** How many columns the terminal has: {@code COLUMNS}, which the launcher exports, or 80. */
    static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : 80;
    }
}
