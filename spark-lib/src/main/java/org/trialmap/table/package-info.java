/** Results and recordings as tables of Spark SQL: {@code spark.read().format("trialmap").load(file)}. Uses {@code trial} and {@code store}. */
package org.trialmap.table;
