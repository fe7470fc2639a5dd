package dev.tandem.config;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Callbacks;
import dev.tandem.callback.KnownMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a job's callbacks and lets each check the metric that it monitors. */
record CallbackParts(Problems problems) {

    /** How callbacks say which option is wrong. */
    private static final Pattern OPTION = Pattern.compile("^(?:Invalid|Missing option|Unknown option) (\\w+)");

    List<Callback> make(List<Named> named, KnownMetrics metrics) {
        List<Callback> callbacks = new ArrayList<>();
        KnownMetrics known = metrics;
        for (Named each : named) {
            try {
                Callback callback = make(each);
                callbacks.add(callback);
                callback.check(known);
                known = known.with(callback.addedNames());
            } catch (IllegalArgumentException e) {
                String.valueOf(e.getMessage()).lines().forEach(line -> report(each, line));
            }
        }
        return callbacks;
    }

    private static Callback make(Named named) {
        return named.isClass()
                ? UserClasses.create(named, Callback.class)
                : Callbacks.named(named.name(), named.options());
    }

    private void report(Named named, String line) {
        String owner = named.name() + ": ";
        String message = line.startsWith(owner) ? line.substring(owner.length()) : line;
        Matcher option = OPTION.matcher(message);
        problems.add(option.find() ? named.path() + "." + option.group(1) : named.path(), message);
    }
}
