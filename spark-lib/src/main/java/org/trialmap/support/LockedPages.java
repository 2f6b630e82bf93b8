package org.trialmap.support;

/** Names of Spark's settings for web pages that ask for a signed token. */
public final class LockedPages {
    /** The value of {@link #FILTERS} that locks them. */
    public static final String FILTER = "org.apache.spark.ui.JWSFilter";
    public static final String FILTERS = "spark.ui.filters";
    /** The key that tokens are signed with. */
    public static final String KEY = "spark." + FILTER + ".param.secretKey";

    private LockedPages() {}
}
