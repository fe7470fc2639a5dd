package dev.tandem.bench;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * What is run and measured, beside others.
 *
 * @param name unique in its measure
 * @param work one run, in this process or in a {@link ChildProcess}; gives the same figures every time
 */
public record Contender(String name, Callable<List<Figure>> work) {

    /** A contender that gives one figure. */
    public static Contender of(String name, String unit, Callable<Double> work) {
        return new Contender(name, () -> List.of(Figure.of(work.call(), unit)));
    }

    /** The name of one of its figures within the measure. */
    String key(Figure figure) {
        return figure.name().isEmpty() ? name : name + "." + figure.name();
    }
}
